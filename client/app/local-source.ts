// One own source through all calls: every call has a run of its own, and what was asked for in one ends with it. Used by own-sources.
import type { OpenDevice, SendingCall, SourceKind } from './source-kind.ts';
import { SourceRun } from './source-run.ts';

export class LocalSource<D extends OpenDevice> {
  readonly #kind: SourceKind<D>;
  readonly #requireCall: () => SendingCall;
  #run: SourceRun<D> | undefined;

  /** @param requireCall the running call; throws CallError when there is none */
  constructor(kind: SourceKind<D>, requireCall: () => SendingCall) {
    this.#kind = kind;
    this.#requireCall = requireCall;
  }

  /** What is open; `undefined` while it is still being opened. */
  get device(): D | undefined {
    return this.#run?.device;
  }

  /** `undefined` while nothing is sent. */
  get producerId(): string | undefined {
    return this.#run?.producerId;
  }

  /** A press of the button: the opposite of what the press before asked for. @throws as `set` */
  async toggle(): Promise<void> {
    const run = this.#runOfCall();
    await run.set(!run.wanted);
  }

  /**
   * On or off from now on, whatever is still going on; the last wish counts. Settles when it is carried out or given up.
   * @throws CallError without a call; DeviceError, EffectError, RequestError when it cannot be had
   */
  async set(wanted: boolean): Promise<void> {
    if (wanted) await this.#runOfCall().set(true);
    else await this.#run?.set(false);
  }

  /** Preferences or the room changed. */
  look(): void {
    this.#run?.look();
  }

  /** The call goes on after a break. */
  reconnected(): void {
    this.#run?.reconnected();
  }

  /** It cannot be had any more. */
  fail(error: unknown): void {
    this.#run?.fail(error);
  }

  /** The call is over: lets go of the device, also of one that comes late. */
  end(): void {
    this.#run?.end();
    this.#run = undefined;
  }

  #runOfCall(): SourceRun<D> {
    const call = this.#requireCall();
    if (this.#run?.call !== call) {
      this.end();
      this.#run = new SourceRun(this.#kind, call);
    }
    return this.#run;
  }
}
