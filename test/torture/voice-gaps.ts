// How long a listener did not hear a member who spoke all the time. Pure; used by the canary and the talking rooms.

/** A packet that arrived: the number of its frame, when it left and when it came, on one clock in milliseconds. */
export interface HeardPacket {
  readonly frame: number;
  readonly sentMs: number;
  readonly heardMs: number;
  /** How long the listener itself has stood still since its start; what it missed meanwhile does not count. */
  readonly stalledMs: number;
}

/** One voice at one listener. */
export class VoiceGaps {
  #last: HeardPacket | undefined;
  #worstMs = 0;

  /** The longest time without a new frame so far: time between two arrivals, less what the speaker itself waited. */
  get worstMs(): number {
    return this.#worstMs;
  }

  note(packet: HeardPacket): void {
    const last = this.#last;
    this.#last = packet;
    if (last === undefined) return;
    const lostFrames = Math.max(0, ((packet.frame - last.frame) & 0xffff) - 1);
    const lateMs = packet.heardMs - last.heardMs - (packet.sentMs - last.sentMs);
    const stalledMs = packet.stalledMs - last.stalledMs;
    const gapMs = lostFrames * frameMs + Math.max(0, lateMs - stalledMs);
    this.#worstMs = Math.max(this.#worstMs, gapMs);
  }

  /** How long nothing has come by now, less what the speaker waited; counts as a gap too. */
  close(nowMs: number, lastSentMs: number): void {
    const last = this.#last;
    if (last === undefined) this.#worstMs = Number.POSITIVE_INFINITY;
    else if (lastSentMs - last.sentMs > goodbyeMs && nowMs > lastSentMs)
      this.#worstMs = Math.max(this.#worstMs, lastSentMs - last.sentMs);
  }
}

const frameMs = 20;
/** Packets that left so shortly before the end may still be on their way. */
const goodbyeMs = 200;
