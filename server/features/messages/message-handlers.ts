// Answers what is asked about conversations and messages. A part of the messages feature.
import type { RequestName } from '../../../protocol/requests.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import type { ConversationOpener } from './conversation-opener.ts';
import { createGroupHandlers, type GroupHandlerParts } from './groups/group-handlers.ts';
import type { Memberships } from './memberships.ts';
import type { MessageChanger } from './message-changer.ts';
import type { ExportRoute } from './export-route.ts';
import type { MessageWriter } from './message-writer.ts';
import type { MessagesParts } from './messages-parts.ts';
import { searchMessages } from './searcher.ts';
import { setOwn } from './own-settings.ts';
import { markRead } from './read-markers.ts';
import type { Receipts } from './receipts.ts';
import type { RoomChats } from './room-chats.ts';

export type MessagesRequestName = Extract<
  RequestName,
  `conversation:${string}` | `conversations:${string}` | `message:${string}` | `group:${string}`
>;

export interface MessageHandlerParts extends MessagesParts {
  readonly groups: GroupHandlerParts;
  readonly opener: ConversationOpener;
  readonly memberships: Memberships;
  readonly writer: MessageWriter;
  readonly changer: MessageChanger;
  readonly receipts: Receipts;
  readonly exports: Pick<ExportRoute, 'draw'>;
  readonly roomChats: RoomChats;
}

export function createMessageHandlers(parts: MessageHandlerParts): Handlers<MessagesRequestName> {
  const { reader, opener, memberships, writer, changer, receipts, roomChats } = parts;
  return {
    ...createGroupHandlers(parts.groups),
    'conversation:open-direct': async ({ accountId }, caller) => ({
      state: await opener.openDirect(caller, accountId),
    }),
    'conversation:open-room': (_input, caller) => roomChats.open(caller),
    'conversation:keep-room': ({ keepDays }, caller) => roomChats.keep(caller, keepDays),
    'conversation:open-aside': async ({ peerId }, caller) => ({
      state: await roomChats.openAside(caller, peerId),
    }),
    'conversation:create-group': async (input, caller) => ({
      state: await opener.createGroup(caller, input),
    }),
    'conversation:add-members': async (input, caller) => ({ change: await memberships.add(caller, input) }),
    'conversation:remove-member': async (input, caller) => ({
      change: await memberships.remove(caller, input),
    }),
    'conversation:leave': async ({ conversation }, caller) => ({
      change: await memberships.leave(caller, conversation),
    }),
    'conversation:mark-read': async (input, { accountId }) => ({
      state: await markRead(parts, accountId, input),
    }),
    'conversations:sync': ({ cursor, known }, { accountId }) => reader.sync(accountId, cursor, known),

    'conversation:mark-delivered': async (input, { accountId }) => {
      await receipts.markDelivered(accountId, input);
      return {};
    },
    'conversation:receipts': ({ conversation }, { accountId }) => receipts.of(accountId, conversation),
    'conversation:keep-messages': async (input, caller) => ({
      change: await memberships.keepMessages(caller, input),
    }),
    'conversation:set-own': async (input, { accountId }) => ({
      state: await setOwn(parts, accountId, input),
    }),

    'message:send': async (input, caller) => {
      const sent = await writer.send(caller, input);
      receipts.note(input.conversation, caller.accountId);
      return sent;
    },
    'message:forward': async (input, caller) => {
      const sent = await writer.forward(caller, input);
      receipts.note(input.to, caller.accountId);
      return { sent };
    },
    'message:edit': async (input, caller) => ({ change: await changer.edit(caller, input) }),
    'message:recall': async (input, caller) => ({ change: await changer.recall(caller, input) }),
    'message:react': async (input, caller) => ({ change: await changer.react(caller, input) }),
    'message:pin': async (input, caller) => ({ change: await changer.pin(caller, input) }),
    'message:pins': async ({ conversation }, { accountId }) => ({
      messages: await reader.pins(accountId, conversation),
    }),
    'message:edits': ({ conversation, seq }, { accountId }) => reader.edits(accountId, conversation, seq),
    'message:changes': ({ conversation, after }, { accountId }) =>
      reader.changes(accountId, conversation, after),
    'message:export': async (_input, { accountId }) => ({ path: parts.exports.draw(accountId) }),
    'message:history': (input, { accountId }) => reader.history(accountId, input),
    'message:search': (input, { accountId }) => searchMessages(parts, accountId, input),
  };
}
