// What a call reports to the code that shows it, plays what it receives and owns what it sends. Implemented by the meeting.
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { VoiceLoss } from '../../protocol/media/voice-loss.ts';
import type { IncomingSink } from './media-receiver.ts';

export interface CallHooks extends IncomingSink {
  /** The room changed; also called once on entering. */
  roomChanged(room: RoomSnapshot): void;
  /** A viewer began to watch this JPEG source, or fell behind and takes so many bytes a second: all of it must be sent again. */
  keyFrameRequested(producerId: string, bytesPerSecond?: number): void;
  /** All receivers of this JPEG source are slow: no more than this may be sent for a while. */
  picturePaceLimited(producerId: string, bytesPerSecond: number): void;
  /** Whether anybody watches this JPEG source. */
  pictureWatched(producerId: string, watched: boolean): void;
  /** So much of an own voice is lost on the way to its listeners. */
  voiceLossChanged(producerId: string, loss: VoiceLoss): void;
  /** Packets stopped finding their way, or found it again. */
  flowChanged(flowing: boolean): void;
  /** The call goes on after a break; own sources that are no longer sent (`isSending`) are to be started again. */
  resumed(): void;
  /** An own voice is not forwarded because others are louder, or it is again. */
  voiceHeld(producerId: string, held: boolean): void;
  /** A request made on the call's own account failed; the call goes on. */
  failed(error: unknown): void;
}
