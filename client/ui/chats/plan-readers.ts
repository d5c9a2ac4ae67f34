// Who has read a message, and who has received it. Pure.
import type { Member, Message } from '../../../protocol/messages/model.ts';

interface Receipt {
  readonly accountId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** Names of present members besides the sender. */
export function planReaders(
  { seq, senderId }: Pick<Message, 'seq' | 'senderId'>,
  members: readonly Member[],
  receipts: readonly Receipt[],
) {
  const of = new Map(receipts.map((receipt) => [receipt.accountId, receipt]));
  const read: string[] = [];
  const delivered: string[] = [];
  const others: string[] = [];
  for (const { accountId, nickname, present } of members) {
    if (!present || accountId === senderId) continue;
    const { deliveredSeq = 0, readSeq = 0 } = of.get(accountId) ?? {};
    if (readSeq >= seq) read.push(nickname);
    else if (deliveredSeq >= seq) delivered.push(nickname);
    else others.push(nickname);
  }
  return { read, delivered, others };
}
