// Finds a message that an account may see. A part of the messages feature.
import { RequestError } from '../../../protocol/error-codes.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import type { Database } from '../../../sql/database.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import type { OwnConversation } from './conversation-reader.ts';

/** @throws RequestError `no-such-message`, alike for those that there are not and those that the member may not see */
export async function requireMessage(
  { messages, undelivered }: Pick<Database, 'messages' | 'undelivered'>,
  { conversation, member }: OwnConversation,
  seq: number,
): Promise<StoredMessage> {
  const { fromSeq, toSeq } = visiblePart(conversation, member);
  const message = seq < fromSeq || seq > toSeq ? undefined : await messages.bySeq(conversation.id, seq);
  const isHidden =
    conversation.kind === 'direct' && (await undelivered.of(conversation.id, seq)).includes(member.accountId);
  if (message === undefined || isHidden) throw new RequestError('no-such-message');
  return message;
}
