// Answers what is asked about conversations and messages. A part of the messages feature.
import type { RequestName } from '../../../protocol/requests.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import type { ConversationOpener } from './conversation-opener.ts';
import { createGroupHandlers, type GroupHandlerParts } from './groups/group-handlers.ts';
import type { Memberships } from './memberships.ts';
import type { MessageWriter } from './message-writer.ts';
import type { MessagesParts } from './messages-parts.ts';
import { searchMessages } from './searcher.ts';
import { markRead } from './read-markers.ts';
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
  readonly roomChats: RoomChats;
}

export function createMessageHandlers(parts: MessageHandlerParts): Handlers<MessagesRequestName> {
  const { reader, opener, memberships, writer, roomChats } = parts;
  return {
    ...createGroupHandlers(parts.groups),
    'conversation:open-direct': async ({ accountId }, caller) => ({
      state: await opener.openDirect(caller, accountId),
    }),
    'conversation:open-room': async (_input, caller) => ({ state: await roomChats.open(caller) }),
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

    'message:send': (input, caller) => writer.send(caller, input),
    'message:edit': async (input, caller) => ({ change: await writer.edit(caller, input) }),
    'message:recall': async (input, caller) => ({ change: await writer.recall(caller, input) }),
    'message:changes': ({ conversation, after }, { accountId }) =>
      reader.changes(accountId, conversation, after),
    'message:history': ({ conversation, before }, { accountId }) =>
      reader.history(accountId, conversation, before),
    'message:search': (input, { accountId }) => searchMessages(parts, accountId, input),
  };
}
