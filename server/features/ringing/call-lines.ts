// The lines that calls leave in their conversations: missed, declined, or how long they took. A part of the ringing feature.
import type { MessageEvent } from '../../../protocol/messages/message-parts.ts';
import type { RingEnd } from '../../../protocol/ringing/model.ts';
import type { Ring } from '../../../rooms/rings.ts';
import { writeEvent } from '../../../sql/write-event.ts';
import type { RingingPorts } from './create-ringing.ts';

interface AcceptedCall {
  readonly ring: Ring;
  /** Since when two are in the meeting, in milliseconds on a clock that never goes back. */
  sinceMs: number | undefined;
  readonly acceptedAtMs: number;
}

/** Who accepted and did not come into the meeting within this time, in milliseconds, has not been in the call. */
const comingMs = 60_000;

export class CallLines {
  readonly #ports: RingingPorts;
  readonly #accepted = new Map<string, AcceptedCall>();
  readonly #writing = new Set<Promise<void>>();

  constructor(ports: RingingPorts) {
    this.#ports = ports;
  }

  /** A call was accepted: its end will be written. */
  accepted(ring: Ring): void {
    if (this.#accepted.has(ring.ringId)) return;
    this.#accepted.set(ring.ringId, {
      ring,
      sinceMs: undefined,
      acceptedAtMs: this.#ports.clock.elapsedMs(),
    });
  }

  /** A call ended that no account accepted. */
  unanswered(ring: Ring, reason: RingEnd): void {
    this.#write(ring, { kind: reason === 'declined' ? 'call-declined' : 'call-missed' });
  }

  /** Writes the end of calls in whose meeting fewer than two are left. */
  look(): void {
    const nowMs = this.#ports.clock.elapsedMs();
    for (const [ringId, call] of this.#accepted) {
      const people = this.#ports.rooms.roomOf(call.ring.number)?.peers.size ?? 0;
      if (people >= 2) {
        call.sinceMs ??= nowMs;
      } else if (call.sinceMs !== undefined) {
        this.#accepted.delete(ringId);
        this.#write(call.ring, { kind: 'call-ended', durationMs: Math.round(nowMs - call.sinceMs) });
      } else if (nowMs - call.acceptedAtMs > comingMs) {
        this.#accepted.delete(ringId);
      }
    }
  }

  /** Waits for what is being written. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }

  #write(ring: Ring, event: MessageEvent): void {
    const writing = this.#store(ring, event)
      .catch((error: unknown) => this.#ports.log.warn({ err: error }, 'the line of a call was not written'))
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async #store({ conversation: id, caller }: Ring, event: MessageEvent): Promise<void> {
    const { database, outbox, clock } = this.#ports;
    const done = await database.transaction(async (stores) => {
      const conversation = await stores.conversations.count(id, clock.now());
      if (conversation === undefined) return undefined;
      const { change } = await writeEvent(stores, conversation, caller.accountId, event);
      return { change, recipients: await stores.members.presentIds(id) };
    });
    if (done === undefined) return;
    const body = { conversation: id, change: done.change };
    outbox.toAccounts(done.recipients, { name: 'conversation:changed', body });
  }
}
