// The machine's sleep and lock: held off while a call lasts, and told to the page when they happen. Opened by `create-desktop.ts`
// once the program is ready.
import type { DesktopEvents } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { type Blocker, planPower } from './plan-power.ts';

export interface PowerParts {
  readonly electron: Pick<Electron, 'powerMonitor' | 'powerSaveBlocker'>;
  readonly store: DesktopStore;
  readonly calls: CallWatch;
  readonly platform: NodeJS.Platform;
  /** Whether main or mini window can be seen. */
  readonly isWindowShown: () => boolean;
  readonly tell: <E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]) => void;
}

/** On Linux nothing tells of the lock, so it is asked for; a lock is noticed at most this much later. */
const lockLookMs = 3000;
/** The question for the lock is one for idleness too, which does not matter here: as long as can be said. */
const idleThresholdSeconds = 2 ** 31 - 1;

export class PowerService {
  readonly #parts: PowerParts;
  #held: { readonly blocker: Blocker; readonly id: number } | undefined;
  #look: NodeJS.Timeout | undefined;
  #locked = false;

  constructor(parts: PowerParts) {
    this.#parts = parts;
    const { powerMonitor } = parts.electron;
    powerMonitor.on('resume', () => parts.tell('machine:woke', {}));
    powerMonitor.on('lock-screen', () => this.#noticeLock());
    parts.calls.onChange(() => this.refresh());
    this.refresh();
  }

  /** To be called when the window comes or goes; changes of the call are seen by themselves. */
  refresh(): void {
    const { calls, isWindowShown } = this.#parts;
    this.#hold(planPower(calls.call, isWindowShown()));
    this.#lookForLock(calls.call !== null);
  }

  close(): void {
    this.#hold(undefined);
    this.#lookForLock(false);
  }

  #hold(blocker: Blocker | undefined): void {
    if (this.#held?.blocker === blocker) return;
    const { powerSaveBlocker } = this.#parts.electron;
    // The new one first: the machine is not let go for a moment.
    const next = blocker === undefined ? undefined : { blocker, id: powerSaveBlocker.start(blocker) };
    if (this.#held) powerSaveBlocker.stop(this.#held.id);
    this.#held = next;
  }

  #lookForLock(inCall: boolean): void {
    if (this.#parts.platform !== 'linux' || inCall === (this.#look !== undefined)) return;
    clearInterval(this.#look);
    this.#look = inCall ? setInterval(() => this.#askForLock(), lockLookMs) : undefined;
    // It keeps no program alive.
    this.#look?.unref();
  }

  #askForLock(): void {
    const locked = this.#parts.electron.powerMonitor.getSystemIdleState(idleThresholdSeconds) === 'locked';
    if (locked && !this.#locked) this.#noticeLock();
    this.#locked = locked;
  }

  #noticeLock(): void {
    if (this.#parts.store.data.settings.muteOnLock) this.#parts.tell('machine:locked', {});
  }
}
