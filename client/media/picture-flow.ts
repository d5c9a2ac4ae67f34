// What the encoding worker asks of a kind of source, camera or screen; implemented by camera-pictures and screen-pictures.
import type { EncodedPicture } from './picture-encoder.ts';
import type { Effort } from './plan-effort.ts';

export interface PictureFlow {
  /** Takes in the newest picture, which is not kept. */
  draw(picture: VideoFrame | ImageBitmap, effort: Effort, nowMs: number): void;
  /**
   * A viewer needs the whole picture.
   * @param bytesPerSecond what a receiver that fell behind takes; none for one that has just begun to watch
   */
  want(nowMs: number, bytesPerSecond?: number): void;
  /**
   * When the next frame may go, in milliseconds on the clock of the other calls; `Infinity` for not before something happens.
   * @param newDueAtMs when a picture that was not drawn yet may be sent; `Infinity` when there is none
   */
  nextAtMs(nowMs: number, newDueAtMs: number): number;
  /** Whether a channel that has so many bytes still to send has room for a frame. */
  hasRoom(waitingBytes: number, nowMs: number): boolean;
  /** Encodes what is due of what was drawn last; nothing may be. */
  encode(effort: Effort, nowMs: number): Promise<EncodedPicture | undefined>;
  /** How long to wait for room before asking again, in milliseconds. */
  readonly retryMs: number;
}
