// The device of one own source in one call: opened, replaced when it ends by itself, and let go of. Used by source-run.
import { DeviceError } from '../media/device-error.ts';
import type { OpenDevice, SourceKind } from './source-kind.ts';

export interface HeldDeviceParts<D extends OpenDevice> {
  readonly kind: Pick<SourceKind<D>, 'open' | 'settings' | 'missing' | 'goesOn' | 'failed'>;
  /** Whether the source is wanted now; a device of one that is not is muted. */
  readonly isWanted: () => boolean;
  /** There is another device than before, or none: look what is to be done. */
  readonly changed: () => void;
  /** The device ended by itself and no other is to take its place. */
  readonly over: () => void;
  /** There is none to be had. */
  readonly unavailable: (error: unknown) => void;
}

export class HeldDevice<D extends OpenDevice> {
  readonly #parts: HeldDeviceParts<D>;
  #opening: { readonly settings: string; readonly abort: AbortController } | undefined;
  #device: D | undefined;
  /** The open device ended by itself, and another is to take its place. */
  #isGone = false;
  /** A device that is open goes on, since there is none for these. */
  #refusedSettings: string | undefined;

  constructor(parts: HeldDeviceParts<D>) {
    this.#parts = parts;
  }

  /** `undefined` while none is open. */
  get device(): D | undefined {
    return this.#device;
  }

  /** Whether the device gives nothing any more and another is to take its place. */
  get isGone(): boolean {
    return this.#isGone;
  }

  get isOpening(): boolean {
    return this.#opening !== undefined;
  }

  /** With what a device is being opened, and what the open one is taken to have been opened with. @param settings of now */
  facts(settings: string): { readonly opening: string | undefined; readonly device: string | undefined } {
    if (this.#refusedSettings !== settings) this.#refusedSettings = undefined;
    const opened = this.#refusedSettings ?? this.#device?.settings;
    return { opening: this.#opening?.settings, device: this.#device && (this.#isGone ? '' : opened) };
  }

  /** Another press. */
  press(): void {
    if (!this.#device) this.#isGone = false;
    this.#mute();
  }

  /** Opens a device, whose coming or failing is told then. */
  async open(): Promise<void> {
    const { kind, unavailable } = this.#parts;
    const abort = new AbortController();
    const { signal } = abort;
    const opening = { settings: kind.settings(), abort };
    this.#opening = opening;
    let device: D | undefined;
    const isOpen = () => device !== undefined && device === this.#device;
    try {
      device = await kind.open({
        signal,
        running: this.#device,
        onEnded: () => isOpen() && this.end(),
        onFailed: (error) => isOpen() && unavailable(error),
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

  /** One that comes later is closed at once. */
  abandonOpening(): void {
    this.#opening?.abort.abort();
    this.#opening = undefined;
  }

  close(): void {
    const device = this.#device;
    this.#device = undefined;
    device?.close();
  }

  /** The device ended by itself. @param again the one before it ended likewise, and nothing came of this one */
  end(again = false): void {
    const { kind, changed, over, unavailable } = this.#parts;
    if (kind.missing !== undefined && again) return unavailable(new DeviceError(kind.missing));
    if (kind.missing === undefined) over();
    else this.#isGone = true;
    changed();
  }

  #openingFailed(settings: string, error: unknown): void {
    const { kind, changed, unavailable } = this.#parts;
    if (!this.#device || this.#isGone) return unavailable(error);
    this.#opening = undefined;
    this.#refusedSettings = settings;
    kind.failed(error);
    changed();
  }

  #take(device: D): void {
    const isAnother = this.#isGone;
    this.#device = device;
    this.#isGone = false;
    this.#mute();
    if (device.ended) return this.end(isAnother);
    if (isAnother) this.#parts.kind.goesOn?.();
    this.#parts.changed();
  }

  #mute(): void {
    this.#device?.setMuted?.(!this.#parts.isWanted());
  }
}
