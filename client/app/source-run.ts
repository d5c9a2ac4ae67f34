// One own source in one call: brings about what the last press asked for, and ends with the call. Used by local-source.
import { CallError } from '../link/call-error.ts';
import { DeviceError } from '../media/devices.ts';
import { planSourceStep, type SourceStep } from './plan-source-step.ts';
import type { OpenDevice, SendingCall, SourceKind } from './source-kind.ts';

interface Sent<D> {
  readonly producerId: string;
  readonly format: string;
  readonly device: D;
  track: MediaStreamTrack;
  paused: boolean;
}

export class SourceRun<D extends OpenDevice> {
  readonly call: SendingCall;
  readonly #kind: SourceKind<D>;
  #wanted = false;
  #over = false;
  #opening: { readonly settings: string; readonly abort: AbortController } | undefined;
  #device: D | undefined;
  /** The open device ended by itself, and another is to take its place. */
  #deviceGone = false;
  /** A device that is open goes on, since there is none for these. */
  #refusedSettings: string | undefined;
  /** The open device is or was sent, or would be if the connection were not broken. */
  #stands = false;
  #sent: Sent<D> | undefined;
  #reachable = true;
  /** How often the connection came back. */
  #returns = 0;
  #working = false;
  #press: PromiseWithResolvers<void> | undefined;

  constructor(kind: SourceKind<D>, call: SendingCall) {
    this.#kind = kind;
    this.call = call;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  get device(): D | undefined {
    return this.#device;
  }

  /** `undefined` while nothing is sent. */
  get producerId(): string | undefined {
    return this.#sent?.producerId;
  }

  /**
   * Another press; it takes the place of whatever was asked for before. Settles when it is carried out, when another press or
   * the end of the call came between, or when it has to wait for the connection. @throws DeviceError, EffectError, RequestError
   */
  async set(wanted: boolean): Promise<void> {
    if (this.#over) return;
    this.#press?.resolve();
    const press = Promise.withResolvers<void>();
    this.#press = press;
    this.#wanted = wanted;
    if (!this.#device) this.#deviceGone = false;
    this.#device?.setMuted?.(!wanted);
    this.look();
    await press.promise;
  }

  /** Preferences or the room changed: carries out what differs. */
  look(): void {
    if (this.#over) return;
    this.#handleDevices();
    this.#show();
    void this.#work();
  }

  /** The call goes on after a break: what is not sent any more is sent again. */
  reconnected(): void {
    this.#reachable = true;
    this.#returns += 1;
    if (this.#sent && !this.call.isSending(this.#sent.producerId)) this.#forgetSent();
    this.look();
  }

  /** Switches the source off, since it cannot be opened; rejects what waits for it. */
  fail(error: unknown): void {
    if (this.#over) return;
    const press = this.#press;
    this.#press = undefined;
    this.#wanted = false;
    this.#closeAll();
    this.look();
    if (press) press.reject(error);
    else this.#kind.failed(error);
  }

  /** The call is over: lets go of the device now, and of one that is still being opened as soon as it comes. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#wanted = false;
    this.#closeAll();
    this.#forgetSent();
    this.#press?.resolve();
    this.#show();
  }

  /** What need not be waited for is done at once, whatever else is still going on: devices are closed, and others opened. */
  #handleDevices(): void {
    for (;;) {
      const step = this.#plan();
      if (step === 'abandon-opening') this.#abandonOpening();
      else if (step === 'close') this.#close();
      else if (step === 'open') void this.#open();
      else return;
    }
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    // Nothing may be awaited between the last plan and the end of the work: what is pressed then would be lost.
    for (let step = this.#planNext(); step !== 'none'; step = this.#planNext()) {
      await this.#carryOut(step);
      if (!this.#over) this.#show();
    }
    this.#working = false;
    if (this.#over || this.#opening) return;
    this.#press?.resolve();
    this.#press = undefined;
  }

  #planNext(): SourceStep {
    if (this.#over) return 'none';
    this.#handleDevices();
    return this.#plan();
  }

  async #carryOut(step: SourceStep): Promise<void> {
    switch (step) {
      case 'withdraw':
        return this.#withdraw();
      case 'send':
        return this.#send();
      case 'send-anew':
        await Promise.all([this.#withdraw(), this.#send()]);
        return;
      case 'replace-track':
        return this.#replaceTrack();
      case 'tell-muted':
        return this.#tellMuted();
      default:
    }
  }

  #plan(): SourceStep {
    const { mutes, replaces } = this.#kind;
    const [device, sent] = [this.#device, this.#sent];
    const settings = this.#kind.settings();
    if (this.#refusedSettings !== settings) this.#refusedSettings = undefined;
    const opened = this.#refusedSettings ?? device?.settings;
    return planSourceStep({
      wanted: this.#wanted,
      mutes,
      replaces,
      settings,
      opening: this.#opening?.settings,
      device: device && (this.#deviceGone ? '' : opened),
      format: this.#kind.format(),
      sent: sent && {
        format: sent.format,
        paused: sent.paused,
        ofDevice: sent.device === device,
        ofTrack: sent.track === device?.track,
      },
      sendable: this.#reachable && !this.#deviceGone,
    });
  }

  async #open(): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    const opening = { settings: this.#kind.settings(), abort };
    this.#opening = opening;
    let device: D | undefined;
    const isOpen = () => device !== undefined && device === this.#device;
    try {
      device = await this.#kind.open({
        signal,
        running: this.#device,
        onEnded: () => isOpen() && this.#deviceEnded(),
        onFailed: (error) => isOpen() && this.fail(error),
      });
    } catch (error) {
      if (!signal.aborted) this.#openingFailed(opening.settings, error);
      return;
    }
    if (signal.aborted) {
      if (device !== this.#device) device.close();
      return;
    }
    this.#opening = undefined;
    this.#take(device);
  }

  #openingFailed(settings: string, error: unknown): void {
    if (!this.#device || this.#deviceGone) return this.fail(error);
    this.#opening = undefined;
    this.#refusedSettings = settings;
    this.#kind.failed(error);
    this.look();
  }

  #take(device: D): void {
    const isAnother = this.#deviceGone;
    this.#device = device;
    this.#deviceGone = false;
    device.setMuted?.(!this.#wanted);
    if (device.ended) return this.#deviceEnded(isAnother);
    if (isAnother) this.#kind.goesOn?.();
    this.look();
  }

  /** @param again the device before it ended likewise, and this one sent nothing */
  #deviceEnded(again = false): void {
    const { missing } = this.#kind;
    if (missing !== undefined && again) return this.fail(new DeviceError(missing));
    if (missing !== undefined) this.#deviceGone = true;
    else {
      this.#wanted = false;
      this.#close();
    }
    this.look();
  }

  async #send(): Promise<void> {
    const device = this.#device;
    if (!device) return;
    const [format, returns, paused] = [this.#kind.format(), this.#returns, !this.#wanted];
    const before = device.track;
    try {
      const producerId = await this.#kind.send(this.call, device, paused);
      this.#sent = { producerId, format, device, track: before, paused };
      if (this.#device === device) this.#stands = true;
      const isLost = returns !== this.#returns && !this.call.isSending(producerId);
      if (this.#over || isLost) this.#forgetSent();
    } catch (error) {
      // It is no longer wanted, or the reason why it could not be sent is gone: the next step decides.
      if (this.#over || this.#device !== device || returns !== this.#returns || before !== device.track)
        return;
      if (device.ended) return this.#deviceEnded();
      if (!(error instanceof CallError) || this.call.left) return this.fail(error);
      // While the connection is broken a source is on all the same: it is sent when the call goes on.
      this.#reachable = false;
      this.#stands = true;
    }
  }

  async #withdraw(): Promise<void> {
    const producerId = this.#sent?.producerId;
    this.#forgetSent();
    // A device that takes the place of one that ended is opened meanwhile: over a broken connection the notice waits.
    this.#handleDevices();
    if (producerId !== undefined) await this.#through(this.call.stopSource(producerId));
  }

  async #replaceTrack(): Promise<void> {
    const [device, sent] = [this.#device, this.#sent];
    if (!device || !sent) return;
    const { track } = device;
    try {
      await this.#kind.replaceTrack(this.call, sent.producerId, device);
      sent.track = track;
    } catch (error) {
      if (sent !== this.#sent || track !== device.track) return;
      if (error instanceof CallError) this.#reachable = false;
      else this.fail(error);
    }
  }

  /** Not awaited: the call repeats it until the server agrees, and of several changes sends the last. */
  #tellMuted(): void {
    const sent = this.#sent;
    if (!sent) return;
    sent.paused = !this.#wanted;
    void this.#through(this.call.setPaused(sent.producerId, sent.paused));
  }

  /** After a break of the connection the call sends again what was interrupted. */
  async #through(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!this.#over && !(error instanceof CallError)) this.#kind.failed(error);
    }
  }

  #closeAll(): void {
    this.#abandonOpening();
    this.#close();
  }

  #abandonOpening(): void {
    this.#opening?.abort.abort();
    this.#opening = undefined;
  }

  #close(): void {
    const device = this.#device;
    this.#device = undefined;
    this.#stands = false;
    if (this.#sent && device) this.#kind.withdrawn?.(this.#sent.producerId);
    device?.close();
  }

  #forgetSent(): void {
    if (this.#sent) this.#kind.withdrawn?.(this.#sent.producerId);
    this.#sent = undefined;
  }

  #show(): void {
    this.#kind.show(!this.#wanted ? 'off' : this.#stands ? 'on' : 'starting');
  }
}
