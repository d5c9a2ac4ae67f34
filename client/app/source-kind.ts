// How one kind of own source, microphone, camera, screen or its sound, is opened and sent. Carried out by source-run.
import type { Call } from '../call/call.ts';
import type { DeviceErrorCode } from '../media/device-error.ts';
import type { SwitchState } from './meeting-model.ts';

/** What own sources ask of a call. */
export type SendingCall = Pick<
  Call,
  | 'left'
  | 'drawings'
  | 'isSending'
  | 'sendTrack'
  | 'sendPictures'
  | 'replaceTrack'
  | 'setPaused'
  | 'stopSource'
>;

/** A microphone, camera or screen that is open. */
export interface OpenDevice {
  /** What it was opened with; see `SourceKind.settings`. */
  readonly settings: string;
  /** What is to be sent of it now. */
  readonly track: MediaStreamTrack;
  /** It gives nothing any more. */
  readonly ended: boolean;
  /** A microphone alone: not even silence is sent of a muted one. */
  setMuted?(muted: boolean): void;
  /** Lets go of it, at once. */
  close(): void;
}

export interface Opening<D extends OpenDevice> {
  /** Aborted when the caller no longer waits for the device: one that opens later must be closed at once. */
  readonly signal: AbortSignal;
  /** The open device whose place the other one takes; it may go on as the same object. */
  readonly running: D | undefined;
  /** To be called when the device ends by itself, and when it breaks down. */
  readonly onEnded: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** How one kind of source is opened and sent. */
export interface SourceKind<D extends OpenDevice> {
  /** Stays open and is sent muted while it is off. */
  readonly mutes: boolean;
  /** `open` can put another device in the place of the running one. */
  readonly replaces: boolean;
  /** Another device goes on for one that ended by itself, and this is said when there is none; otherwise the source is off then. */
  readonly missing?: DeviceErrorCode;
  /** What a device has to be opened with, and what it has to be sent as, by the preferences of now. */
  settings(): string;
  format(): string;
  /** @throws anything when there is no device; nothing is left open then */
  open(opening: Opening<D>): Promise<D>;
  /** Returns the producer's id. @throws CallError, RequestError; nothing is left over then */
  send(call: SendingCall, device: D, paused: boolean): Promise<string>;
  replaceTrack(call: SendingCall, producerId: string, device: D): Promise<void>;
  /** Ends what `send` started besides the producer. */
  withdrawn?(producerId: string): void;
  /** A device that ended by itself was replaced. */
  goesOn?(): void;
  /** What the button says. */
  show(state: SwitchState): void;
  /** Something went wrong that no press waits for. */
  failed(error: unknown): void;
}
