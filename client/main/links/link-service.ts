// Follows `plenum:` links: into the meeting, to the connect page, or to the person who is in another call. Made by
// `create-desktop.ts`.
import { type DesktopLink, writeLink } from '../../link/desktop-link.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { ServerService } from '../servers/server-service.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { planLink } from './plan-link.ts';

export interface LinkServiceParts {
  readonly servers: Pick<ServerService, 'connectedOrigin' | 'openLink' | 'suggest'>;
  readonly store: Pick<DesktopStore, 'data'>;
  readonly calls: Pick<CallWatch, 'call' | 'onChange'>;
  /** Brings the main window to the front. */
  readonly showWindow: () => void;
  /** Asks the person whether to leave the running call for the link. */
  readonly askToLeave: (link: DesktopLink) => Promise<boolean>;
  /** Asks the page to leave its call. */
  readonly leaveCall: () => void;
}

export class LinkService {
  readonly #parts: LinkServiceParts;
  /** The link for which the call is being left. */
  #waiting: DesktopLink | undefined;
  #asking = false;

  constructor(parts: LinkServiceParts) {
    this.#parts = parts;
    parts.calls.onChange((call) => {
      const link = this.#waiting;
      if (call !== null || link === undefined) return;
      this.#waiting = undefined;
      void this.open(link);
    });
  }

  async open(link: DesktopLink): Promise<void> {
    const { servers, store, calls, showWindow } = this.#parts;
    showWindow();
    const plan = planLink(link, {
      connectedOrigin: servers.connectedOrigin,
      call: calls.call,
      knownOrigins: store.data.servers.map(({ origin }) => origin),
    });
    if (plan === 'open') await servers.openLink(link);
    if (plan === 'suggest') servers.suggest(writeLink(link));
    if (plan === 'ask') await this.#ask(link);
  }

  /** One question at a time: a page that opens links in a row does not bury the person in them. */
  async #ask(link: DesktopLink): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (!(await this.#parts.askToLeave(link))) return;
    } finally {
      this.#asking = false;
    }
    // The call may have ended while the question stood.
    if (this.#parts.calls.call === null) return this.open(link);
    this.#waiting = link;
    this.#parts.leaveCall();
  }
}
