// Keeps the program new from a folder on the connected server: looks, fetches between calls, and installs when the program ends or
// when asked. Opened by `create-desktop.ts`; failures are states, never messages.
import type { DesktopEvents, UpdateState } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import { type CallHandlers, DesktopError } from '../gate/call-handlers.ts';
import type { FoundUpdate, Updater } from './open-updater.ts';
import { canUpdate, planUpdate, type UpdateMachine } from './plan-update.ts';
import { isProven } from './update-proof.ts';

export interface UpdateParts {
  readonly machine: UpdateMachine;
  readonly calls: CallWatch;
  readonly openUpdater: () => Promise<Updater>;
  /** `null` while the main window shows no server's page. */
  readonly connectedOrigin: () => string | null;
  readonly tell: <E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]) => void;
  /** The program is about to end: its window is not to stay in the tray. */
  readonly prepareQuit: () => void;
  readonly log: (sentence: string, error: unknown) => void;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

/** How often it is thought about whether to look, in milliseconds. */
const considerEveryMs = 10 * 60 * 1000;

export class UpdateService {
  readonly #parts: UpdateParts;
  readonly #timer: NodeJS.Timeout;
  #state: UpdateState;
  #updater: Promise<Updater> | undefined;
  #last: { readonly origin: string; readonly atMs: number } | undefined;
  /** A look that is under way; its download can be stopped. */
  #look: { cancel: () => void } | undefined;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.#state = { state: canUpdate(parts.machine) ? 'none' : 'unsupported' };
    parts.calls.onChange(() => this.consider());
    this.#timer = setInterval(() => this.consider(), considerEveryMs);
    // It keeps no program alive.
    this.#timer.unref();
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** To be called when a server's page has been opened; calls and time are seen by themselves. */
  consider(): void {
    const { calls, connectedOrigin, nowMs } = this.#parts;
    const origin = connectedOrigin();
    const plan = planUpdate({
      state: this.#state.state,
      inCall: calls.call !== null,
      origin,
      last: this.#last,
      nowMs: nowMs(),
    });
    if (plan === 'stop') this.#look?.cancel();
    if (plan === 'look' && origin !== null && this.#look === undefined) void this.#lookAt(origin);
  }

  handlers(): Pick<CallHandlers, 'desktop:update'> {
    return {
      'desktop:update': async () => {
        const { calls, prepareQuit } = this.#parts;
        if (this.#state.state !== 'ready' || calls.call !== null)
          throw new DesktopError('not-permitted-here');
        const updater = await this.#requireUpdater();
        prepareQuit();
        // Without questions, and started again afterwards.
        updater.quitAndInstall(true, true);
        return {};
      },
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#look?.cancel();
  }

  async #lookAt(origin: string): Promise<void> {
    const look = { isStopped: false, cancel: () => void (look.isStopped = true) };
    this.#look = look;
    this.#last = { origin, atMs: this.#parts.nowMs() };
    try {
      const updater = await this.#requireUpdater();
      updater.setFeedURL({ provider: 'generic', url: `${origin}/desktop/` });
      const found = await updater.checkForUpdates();
      if (found?.isUpdateAvailable !== true) this.#setState({ state: 'none' });
      else if (look.isStopped || this.#parts.calls.call !== null) this.#last = undefined;
      else await this.#fetch(updater, found, look);
    } catch (error) {
      this.#parts.log('The newer program could not be had.', error);
      this.#setState({ state: 'failed' });
    } finally {
      this.#look = undefined;
    }
  }

  /** @throws Error when the update is from an unknown builder, or the download fails */
  async #fetch(
    updater: Updater,
    { updateInfo, cancellationToken }: FoundUpdate,
    look: { isStopped: boolean; cancel: () => void },
  ): Promise<void> {
    const { version } = updateInfo;
    if (!isProven(updateInfo, this.#parts.machine.updateKey ?? ''))
      throw new Error('The update is not signed by those who built this program.');
    look.cancel = () => {
      look.isStopped = true;
      cancellationToken?.cancel();
    };
    this.#setState({ state: 'downloading', version });
    try {
      await updater.downloadUpdate(cancellationToken);
      this.#setState({ state: 'ready', version });
    } catch (error) {
      if (!look.isStopped) throw error;
      // The call goes first; after it the look is made up for.
      this.#last = undefined;
      this.#setState({ state: 'none' });
    }
  }

  #requireUpdater(): Promise<Updater> {
    this.#updater ??= this.#parts.openUpdater();
    return this.#updater;
  }

  #setState(state: UpdateState): void {
    const isSame = state.state === this.#state.state && state.version === this.#state.version;
    this.#state = state;
    if (!isSame) this.#parts.tell('update:changed', state);
  }
}
