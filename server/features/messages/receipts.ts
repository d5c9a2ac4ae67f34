// What members have received and read: one number each, gathered for a moment, and sent word of where the furthest one moved.
import { RequestError } from '../../../protocol/error-codes.ts';
import { receiptMembersMax, receiptsWaitMs } from '../../../protocol/messages/message-limits.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import type { SilentFor } from './conversation-reader.ts';
import type { MessagesParts } from './messages-parts.ts';

export interface ReceiptsParts extends Pick<MessagesParts, 'database' | 'reader' | 'deliveries'> {
  readonly silentFor: SilentFor;
  /** Does something after so many milliseconds. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
}

interface Marks {
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

export class Receipts {
  readonly #parts: ReceiptsParts;
  /** The accounts that moved a mark since word was sent last, by conversation. */
  readonly #moved = new Map<string, Set<string>>();

  constructor(parts: ReceiptsParts) {
    this.#parts = parts;
  }

  /**
   * Moves marks of what a device has; those of conversations that the account is not in, back, or beyond the last message do not move.
   * @throws RequestError `database-unavailable`
   */
  async markDelivered(
    accountId: string,
    { delivered }: RequestInput<'conversation:mark-delivered'>,
  ): Promise<void> {
    const { members } = this.#parts.database;
    for (const own of await this.#parts.reader.own(
      accountId,
      delivered.map(([id]) => id),
    )) {
      const { id } = own.conversation;
      const seq = delivered.find(([conversation]) => conversation === id)?.[1] ?? 0;
      const { deliveredSeq } = own.member.settings;
      const isThere =
        own.member.leftSeq === undefined && seq <= visiblePart(own.conversation, own.member).toSeq;
      if (!isThere || seq <= Math.max(deliveredSeq, own.member.readSeq)) continue;
      await members.ensureSettings(id, accountId);
      if (await members.noteDelivered(id, accountId, seq)) this.note(id, accountId);
    }
  }

  /** How far the members are, as far as the account is told. @throws RequestError `no-such-conversation`, `conversation-left`, `too-many-members` */
  async of(accountId: string, conversationId: string): Promise<RequestOutput<'conversation:receipts'>> {
    const { database, reader, silentFor } = this.#parts;
    const { member } = await reader.require(accountId, conversationId);
    if (member.leftSeq !== undefined) throw new RequestError('conversation-left');
    const all = await database.members.receipts(conversationId, receiptMembersMax + 1);
    if (all.length > receiptMembersMax) throw new RequestError('too-many-members');
    const silent = new Set(await silentFor(accountId));
    return { receipts: all.filter((each) => each.accountId !== accountId && !silent.has(each.accountId)) };
  }

  /** A member has received or read more; word of it is sent in a moment. */
  note(conversationId: string, accountId: string): void {
    const moved = this.#moved.get(conversationId);
    if (moved !== undefined) return void moved.add(accountId);
    this.#moved.set(conversationId, new Set([accountId]));
    this.#parts.later(receiptsWaitMs, () => this.#tell(conversationId).catch(() => undefined));
  }

  /** A database that is away costs word of it, which is a hint: the next state says the same. */
  async #tell(conversationId: string): Promise<void> {
    const { database, deliveries, silentFor } = this.#parts;
    const moved = this.#moved.get(conversationId) ?? new Set<string>();
    this.#moved.delete(conversationId);
    const all = await database.members.receipts(conversationId, receiptMembersMax + 1);
    if (all.length > receiptMembersMax) return;
    for (const { accountId } of all) {
      const silent = new Set(await silentFor(accountId));
      const isTold = (id: string): boolean => id !== accountId && !silent.has(id);
      if (![...moved].some(isTold)) continue;
      const others = all.filter((each) => isTold(each.accountId));
      const before = furthest(others.filter((each) => !moved.has(each.accountId)));
      const now = furthest(others);
      // Where another member was as far before, word of it was sent.
      if (now.deliveredSeq <= before.deliveredSeq && now.readSeq <= before.readSeq) continue;
      const body = { conversation: conversationId, ...now };
      deliveries.send([accountId], { name: 'conversation:received', body });
    }
  }
}

const furthest = (all: readonly Marks[]): Marks => ({
  deliveredSeq: Math.max(0, ...all.map(({ deliveredSeq }) => deliveredSeq)),
  readSeq: Math.max(0, ...all.map(({ readSeq }) => readSeq)),
});
