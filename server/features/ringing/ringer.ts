// Begins calls that ring, takes their answers, and ends them. A part of the ringing feature.
import { randomBytes } from 'node:crypto';
import { RequestError } from '../../../protocol/error-codes.ts';
import { type IncomingRing, lostCallerMs } from '../../../protocol/ringing/model.ts';
import type { RequestOutput } from '../../../protocol/requests.ts';
import { refusalToRing } from '../../../messages/refusal-to-ring.ts';
import { type EndedRing, type Ring, Rings } from '../../../rooms/rings.ts';
import { snapshotFor } from '../../../rooms/room.ts';
import type { PeerCaller } from '../../dispatch/handler.ts';
import type { CallLines } from './call-lines.ts';
import type { RingingPorts } from './create-ringing.ts';
import type { RingQuota } from './ring-quota.ts';

export interface RingerParts extends RingingPorts {
  readonly quota: RingQuota;
  readonly lines: CallLines;
}

type RingCaller = Pick<PeerCaller, 'accountId' | 'address' | 'nickname' | 'peerId'>;

export class Ringer {
  readonly #parts: RingerParts;
  readonly #rings = new Rings();

  constructor(parts: RingerParts) {
    this.#parts = parts;
  }

  /**
   * Rings the other members of a conversation. One that has blocked the caller is not rung, and the caller sees no difference.
   * @throws RequestError `no-such-conversation`, `not-in-room`, `too-often`, `database-unavailable`, and what `refusalToRing` answers
   */
  async start(caller: RingCaller, conversation: string): Promise<RequestOutput<'ring:start'>> {
    const { rooms, outbox, clock, quota } = this.#parts;
    const { stored, others, blockers } = await this.#find(caller, conversation);
    const { room } = rooms.requirePeer(caller.peerId);
    const running = this.#rings.of(caller.accountId, conversation);
    if (running !== undefined) return { ringId: running.ringId, rung: others.length };
    quota.spend(caller, others.length);
    const outside = others.filter((accountId) => rooms.peerOfAccount(accountId)?.room !== room);
    const rung = outside.filter((accountId) => !blockers.includes(accountId));
    const { number, secret } = snapshotFor(rooms.requirePeer(caller.peerId));
    const ring: IncomingRing = {
      ringId: randomBytes(16).toString('base64url'),
      conversation,
      kind: stored.kind,
      ...(stored.title !== undefined && { title: stored.title }),
      caller: { accountId: caller.accountId, nickname: caller.nickname },
      number,
      ...(secret !== undefined && { secret }),
    };
    this.#rings.begin(ring, rung, clock.elapsedMs());
    outbox.toAccounts(rung, { name: 'ring:started', body: { ring } });
    this.#parts.onRung?.(ring, rung);
    return { ringId: ring.ringId, rung: outside.length };
  }

  /** @throws RequestError `ring-over` */
  cancel(accountId: string, ringId: string): void {
    const own = this.#rings.by(accountId).some((ring) => ring.ringId === ringId);
    const ended = own ? this.#rings.end(ringId, 'cancelled') : undefined;
    if (ended === undefined) throw new RequestError('ring-over');
    this.#tellEnd(ended);
  }

  /** @throws RequestError `ring-over` where it does not ring at the account (any more) */
  answer(accountId: string, ringId: string, answer: 'accepted' | 'declined'): void {
    const answered = this.#rings.answer(ringId, accountId, answer === 'accepted');
    if (answered === undefined) throw new RequestError('ring-over');
    const { outbox, lines } = this.#parts;
    const { ring, ended } = answered;
    outbox.toAccounts([accountId], { name: 'ring:ended', body: { ringId, reason: answer } });
    outbox.toAccounts([ring.caller.accountId], {
      name: 'ring:answered',
      body: { ringId, accountId, answer },
    });
    if (answer === 'accepted') lines.accepted(ring);
    if (ended !== undefined) this.#tellEnd(ended);
  }

  /** The calls that ring at an account, the first ones first. */
  read(accountId: string): IncomingRing[] {
    return this.#rings.at(accountId).slice(0, 20).map(toIncoming);
  }

  /** Ends what rang for too long or lost its caller; who came into the meeting by another way has accepted. */
  look(): void {
    const { rooms, clock } = this.#parts;
    for (const ring of this.#rings.all()) {
      const room = rooms.roomOf(ring.number);
      for (const accountId of ring.waiting) {
        if (room !== undefined && rooms.peerOfAccount(accountId)?.room === room)
          this.answer(accountId, ring.ringId, 'accepted');
      }
    }
    const nowMs = clock.elapsedMs();
    for (const ended of this.#rings.endOverdue(nowMs, (ring) => this.#hasCaller(ring, nowMs)))
      this.#tellEnd(ended);
  }

  #hasCaller({ caller, number }: Ring, nowMs: number): boolean {
    const peer = this.#parts.rooms.peerOfAccount(caller.accountId);
    if (peer?.room.number !== number) return false;
    return peer.lostAtMs === undefined || nowMs - peer.lostAtMs < lostCallerMs;
  }

  async #find({ accountId }: RingCaller, conversation: string) {
    const { conversations, members, contacts } = this.#parts.database;
    const stored = await conversations.byId(conversation);
    const member = await members.find(conversation, accountId);
    if (stored === undefined || member === undefined || member.eventNumber === 0)
      throw new RequestError('no-such-conversation');
    const others = (await members.presentIds(conversation)).filter((id) => id !== accountId);
    const isDirect = stored.kind === 'direct';
    const refusal = refusalToRing({
      kind: stored.kind,
      role: member.role,
      present: member.leftSeq === undefined,
      others: others.length,
      areContacts: isDirect && (await contacts.contactsAmong(accountId, others)).length > 0,
    });
    if (refusal !== undefined) throw new RequestError(refusal);
    return { stored, others, blockers: await contacts.blockersAmong(accountId, others) };
  }

  #tellEnd({ ring, reason, left }: EndedRing): void {
    const { outbox, lines } = this.#parts;
    const notice = { name: 'ring:ended', body: { ringId: ring.ringId, reason } } as const;
    outbox.toAccounts([...left, ring.caller.accountId], notice);
    if (!ring.accepted && ring.rungAny) lines.unanswered(ring, reason);
  }
}

function toIncoming({ ringId, conversation, kind, title, caller, number, secret }: Ring): IncomingRing {
  return {
    ringId,
    conversation,
    kind,
    ...(title !== undefined && { title }),
    caller,
    number,
    ...(secret !== undefined && { secret }),
  };
}
