// Whether the page of a server may have camera and microphone: the person is asked once for each server, and the answer is kept beside
// its pinned certificate. Made by `create-desktop.ts`, asked by `guard-session.ts`.
import type { DesktopStore } from '../store/desktop-data.ts';

export interface MediaConsentParts {
  readonly store: DesktopStore;
  /** `null` while no server's page is shown. */
  readonly connectedOrigin: () => string | null;
  /** Asks the person whether this server's page may have them. */
  readonly ask: (origin: string) => Promise<boolean>;
}

export class MediaConsent {
  readonly #parts: MediaConsentParts;
  /** Under way, or answered with no: a page that goes on asking is not heard again before the program's next start. */
  readonly #answers = new Map<string, Promise<boolean>>();

  constructor(parts: MediaConsentParts) {
    this.#parts = parts;
  }

  /** What was answered already. */
  isAllowed(): boolean {
    const origin = this.#parts.connectedOrigin();
    return this.#parts.store.data.servers.some(
      (server) => server.origin === origin && server.mediaAllowed === true,
    );
  }

  /** As `isAllowed`, after asking the person where they have not answered yet. */
  async request(): Promise<boolean> {
    const origin = this.#parts.connectedOrigin();
    if (origin === null || this.isAllowed()) return origin !== null;
    const known = this.#answers.get(origin);
    if (known !== undefined) return known;
    const answer = this.#ask(origin);
    this.#answers.set(origin, answer);
    if (await answer) this.#answers.delete(origin);
    return answer;
  }

  async #ask(origin: string): Promise<boolean> {
    const { store, ask, connectedOrigin } = this.#parts;
    const isYes = await ask(origin);
    // Asked for a page that has gone meanwhile: the next one asks for itself.
    if (!isYes || connectedOrigin() !== origin) return false;
    store.change({
      servers: store.data.servers.map((server) =>
        server.origin === origin ? { ...server, mediaAllowed: true } : server,
      ),
    });
    return true;
  }
}
