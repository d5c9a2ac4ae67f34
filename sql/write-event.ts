// Writes a system line into a conversation, within the transaction of what it tells.
import { createHash, randomBytes } from 'node:crypto';
import type { MessageEvent } from '../protocol/messages/message-parts.ts';
import type { StoredConversation } from './conversation-store.ts';
import type { TransactionStores } from './database.ts';
import { plainDetails } from './message-details.ts';
import type { StoredMessage } from './message-store.ts';

/**
 * @param conversation as `conversations.count` answered, which was asked with the time of a message
 * @param byId the account that did what the line tells
 */
export async function writeEvent(
  { messages }: Pick<TransactionStores, 'messages'>,
  { id, lastSeq, lastChange, activeAtMs }: StoredConversation,
  byId: string,
  event: MessageEvent,
): Promise<StoredMessage> {
  const message = {
    conversationId: id,
    seq: lastSeq,
    change: lastChange,
    sentChange: lastChange,
    senderId: byId,
    // No client sends it, so that none sends it again.
    clientId: randomBytes(16).toString('hex'),
    sentHash: createHash('sha256').update(`${id}\0event`).digest('hex'),
    text: '',
    sentAtMs: activeAtMs,
    editedAtMs: undefined,
    recalled: false,
    details: { ...plainDetails, event },
  };
  await messages.insert(message);
  return message;
}
