// Whether pictures go out as JPEG for the sake of a member who receives no H.264. Used by the picture publisher.
import type { RoomSnapshot } from '../../protocol/room/roster.ts';

/**
 * Pictures go back to H.264 this long after the last such member has left: one who only reloads the page, or whose server has
 * started anew, does not change the codec for the whole room. As for voices (rooms/room-voice.ts).
 */
export const h264ReturnMs = 10_000;

export class JpegTurn {
  readonly #onOver: () => void;
  #room: string | undefined;
  #isOn = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param onOver what was sent as JPEG alone may go out as preferred again */
  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  /** @param room as it is now; one turn does not outlast its room */
  isOn(room: RoomSnapshot | undefined): boolean {
    if (room?.number !== this.#room) this.#end();
    this.#room = room?.number;
    if (room?.peers.some(({ playsH264 }) => playsH264 === false)) {
      this.#stopRest();
      this.#isOn = true;
    } else if (this.#isOn) {
      this.#rest ??= setTimeout(() => {
        this.#end();
        this.#onOver();
      }, h264ReturnMs);
    }
    return this.#isOn;
  }

  #end(): void {
    this.#stopRest();
    this.#isOn = false;
  }

  #stopRest(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }
}
