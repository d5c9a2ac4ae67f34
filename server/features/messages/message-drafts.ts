// What is to be stored as a message: one that a client wrote, or a copy of one that stands. Used by MessageWriter.
import { createHash } from 'node:crypto';
import { type ErrorCode, RequestError } from '../../../protocol/error-codes.ts';
import type { Attachment } from '../../../protocol/files/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { refusalToNameAll } from '../../../messages/refusals.ts';
import type { TransactionStores } from '../../../sql/database.ts';
import { type MessageDetails, plainDetails } from '../../../sql/message-details.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import type { OwnConversation } from './conversation-reader.ts';
import { refuse } from './messages-parts.ts';
import { requireMessage } from './require-message.ts';

export interface Draft {
  readonly clientId: string;
  /** Tells the same message in the same conversation from others, also when it was edited or recalled since. */
  readonly sentHash: string;
  readonly text: string;
  readonly attachments: readonly string[];
  /** How many members it names. */
  readonly names: number | 'all';
  /** Why it is not sent, unless it was before. */
  readonly refusal?: ErrorCode | undefined;
  /**
   * What it has besides its text, as far as it may; part of its transaction.
   * @param presentIds members that are there: no others are named @throws RequestError for what it may not have
   */
  readonly details: (
    stores: TransactionStores,
    own: OwnConversation,
    presentIds: readonly string[],
  ) => Promise<MessageDetails>;
}

/** A message as a client wrote it. */
export function draftOf(input: RequestInput<'message:send'>): Draft {
  const { clientId, text, replyTo, mentions = [], everyone = false, attachments = [] } = input;
  return {
    clientId,
    sentHash: hashOf(input),
    text,
    attachments,
    names: everyone ? 'all' : mentions.length,
    details: async (stores, own, presentIds) => {
      const { conversation, member } = own;
      if (everyone) refuse(refusalToNameAll(conversation.kind, member));
      if (replyTo !== undefined) await requireMessage(stores, own, replyTo);
      const usable = await stores.attachments.usableBy(member.accountId, attachments);
      if (usable.length < attachments.length) throw new RequestError('no-such-attachment');
      const isNamed = (accountId: string): boolean =>
        accountId !== member.accountId && (everyone || mentions.includes(accountId));
      const named = presentIds.filter(isNamed).sort();
      return { ...plainDetails, replyTo, everyone, mentions: named, attachmentCount: attachments.length };
    },
  };
}

/** A copy of a message as its reader sees it. @param to the conversation that it is copied into */
export function copyDraft(
  message: StoredMessage,
  attachments: readonly Attachment[],
  to: string,
  clientId: string,
): Draft {
  const { conversationId, seq, senderId, sentAtMs, details } = message;
  const from = details.forwarded ?? { accountId: senderId, nickname: undefined, sentAtMs };
  return {
    clientId,
    sentHash: createHash('sha256').update(`${to}\0${conversationId}\0${seq}`).digest('hex'),
    text: message.text,
    attachments: attachments.map(({ id }) => id),
    names: 0,
    refusal: message.recalled ? 'message-recalled' : undefined,
    details: async ({ accounts }) => {
      const { accountId } = from;
      const nickname = (await accounts.byId(accountId))?.nickname;
      const forwarded = { accountId, nickname, sentAtMs: from.sentAtMs };
      return { ...plainDetails, forwarded, attachmentCount: attachments.length };
    },
  };
}

function hashOf(sent: RequestInput<'message:send'>): string {
  const { conversation, text, replyTo, mentions = [], everyone = false, attachments = [] } = sent;
  const hash = createHash('sha256').update(`${conversation}\n${text}`);
  const isPlain = replyTo === undefined && mentions.length + attachments.length === 0 && !everyone;
  // No text holds this character.
  if (!isPlain) hash.update(`\0${JSON.stringify([replyTo, mentions, everyone, attachments])}`);
  return hash.digest('hex');
}
