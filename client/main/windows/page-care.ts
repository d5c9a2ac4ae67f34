// Watches over the page of the main window: a page or graphics process that crashes, a page that no longer answers, a page that is
// loaded anew during a call. Used by `main-window.ts`.
import type { WebContents } from 'electron';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import { planRecovery } from './plan-recovery.ts';

/** Electron itself has waited half a minute before it says that a page does not answer. */
const patienceMs = 5000;

export interface PageCareParts {
  readonly electron: Pick<Electron, 'app'>;
  readonly calls: CallWatch;
  readonly reload: () => void;
  readonly giveUp: () => void;
  readonly log: (sentence: string, error: unknown) => void;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

export class PageCare {
  readonly #parts: PageCareParts;
  #contents: WebContents | undefined;
  #crashesMs: readonly number[] = [];
  #impatience: NodeJS.Timeout | undefined;

  constructor(parts: PageCareParts) {
    this.#parts = parts;
    parts.electron.app.on('child-process-gone', (_event, { type, reason }) => {
      if (type !== 'GPU' || reason === 'clean-exit') return;
      // Without a call nothing is lost: the browser starts the graphics again, and a half-filled form stays.
      if (parts.calls.call === null) return;
      parts.log(`The graphics process ended (${reason}).`, undefined);
      // A page that is loaded anew says goodbye and gives up its place in the room; one that crashes keeps it.
      this.#contents?.forcefullyCrashRenderer();
    });
  }

  /** One page at a time: the earlier one is gone. */
  watch(contents: WebContents): void {
    this.#contents = contents;
    contents.on('render-process-gone', (_event, { reason }) => {
      this.#beAtEase();
      if (reason !== 'clean-exit') this.#recover('The page ended', reason);
    });
    contents.on('unresponsive', () => {
      this.#impatience ??= setTimeout(() => contents.forcefullyCrashRenderer(), patienceMs);
    });
    contents.on('responsive', () => this.#beAtEase());
    contents.once('destroyed', () => this.#beAtEase());
    // Another document came although the one before it was in a call: it was loaded anew, and takes the call up.
    contents.on('did-navigate', () => {
      if (this.#parts.calls.call !== null) this.#parts.calls.pageCrashed();
    });
  }

  #beAtEase(): void {
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
  }

  #recover(what: string, reason: string): void {
    const { calls, log, nowMs, reload, giveUp } = this.#parts;
    log(`${what} (${reason}).`, undefined);
    calls.pageCrashed();
    const plan = planRecovery(this.#crashesMs, nowMs());
    this.#crashesMs = plan.kind === 'reload' ? plan.crashesMs : [];
    // Not from within the event: Electron is still taking the old process down.
    setImmediate(() => {
      if (this.#contents?.isDestroyed() === false) (plan.kind === 'reload' ? reload : giveUp)();
    });
  }
}
