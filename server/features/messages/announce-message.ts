// Sends word of a message that was stored. A part of the messages feature.
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import type { MessagesParts } from './messages-parts.ts';

/** A message that was stored, new or changed. */
export interface Written {
  readonly message: StoredMessage;
  /** The members that are sent it. */
  readonly recipients: readonly string[];
  /** The other member of a direct conversation, who sees it for the first time by this message. */
  readonly newcomer?: Newcomer | undefined;
}

export interface Newcomer {
  readonly accountId: string;
  readonly cursor: number;
  readonly state: ConversationState;
}

export async function announceMessage(
  { deliveries, reader }: Pick<MessagesParts, 'deliveries' | 'reader'>,
  { message, recipients, newcomer }: Written,
): Promise<void> {
  if (newcomer !== undefined) {
    const { accountId, cursor, state } = newcomer;
    deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
  }
  const { conversationId: conversation, change } = message;
  // It is stored: without its view the members are sent that it is there.
  const [view] = await reader.views([message]).catch(() => []);
  deliveries.send(recipients, {
    name: 'conversation:changed',
    body: { conversation, change, ...(view !== undefined && { message: view }) },
  });
}
