// The conversations of the meeting that one is in: its chat, and private lines. Pure.
import type { ConversationItem } from '../../app/conversations-model.ts';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';

/** One to whom may be written in a meeting. */
export interface Recipient {
  readonly key: string;
  readonly nickname: string;
  /** Of who is in the meeting now. */
  readonly peerId: string | undefined;
  /** Of a private line that there is. */
  readonly conversation: string | undefined;
  readonly unread: number;
}

export interface RoomChats {
  readonly main: ConversationItem | undefined;
  /** People in the meeting in their order, then those whose private lines are left. */
  readonly recipients: readonly Recipient[];
  /** Of all of them. */
  readonly unread: number;
}

/** @param ownId the account that is signed in */
export function listRoomChats(
  room: Pick<RoomSnapshot, 'chatId' | 'peers' | 'selfPeerId'>,
  items: readonly ConversationItem[],
  ownId: string | undefined,
): RoomChats {
  const { chatId } = room;
  const main = chatId === undefined ? undefined : items.find(({ id }) => id === chatId);
  const asides = items.filter(({ state }) => chatId !== undefined && state.meetingId === chatId);
  const nameOf = (item: ConversationItem): string | undefined =>
    item.members.find(({ accountId }) => accountId !== ownId)?.nickname;
  const people = room.peers
    .filter(({ peerId }) => peerId !== room.selfPeerId)
    .map(({ peerId, nickname }): Recipient => {
      // No two accounts have the same nickname.
      const aside = asides.find((item) => nameOf(item) === nickname);
      return { key: peerId, nickname, peerId, conversation: aside?.id, unread: aside?.unread ?? 0 };
    });
  const left = asides.flatMap((item): Recipient[] => {
    const nickname = nameOf(item);
    if (nickname === undefined || people.some((person) => person.conversation === item.id)) return [];
    return [{ key: item.id, nickname, peerId: undefined, conversation: item.id, unread: item.unread }];
  });
  const recipients = [...people, ...left];
  const unread = recipients.reduce((sum, each) => sum + each.unread, main?.unread ?? 0);
  return { main, recipients, unread };
}
