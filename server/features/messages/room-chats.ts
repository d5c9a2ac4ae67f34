// The chats of meetings: one conversation of all who are or were in it, and private lines. Made by createMessages.
import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { RequestError } from '../../../protocol/error-codes.ts';
import {
  meetingKeepDays,
  membershipsPerSeatingMax,
  seatingPauseMs,
  unreadMax,
} from '../../../protocol/messages/message-limits.ts';
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestOutput } from '../../../protocol/requests.ts';
import type { RoomListener } from '../../../rooms/outbox.ts';
import type { Room } from '../../../rooms/room.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { RoomSettings } from '../../../rooms/room-settings.ts';
import { DuplicateError } from '../../../sql/database-errors.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import type { Change } from './deliveries.ts';
import { type MessagesParts, newMember } from './messages-parts.ts';
import { meetingOf } from './views.ts';

export interface RoomChatsParts extends MessagesParts {
  readonly rooms: Pick<RoomManager, 'requirePeer' | 'peerOfAccount' | 'roomOf'>;
  readonly settings: Pick<RoomSettings, 'openChat'>;
  readonly log: Pick<Logger, 'warn'>;
}

type RoomCaller = Pick<SocketCaller, 'accountId' | 'address'> & { readonly peerId: string };

export class RoomChats {
  readonly #parts: RoomChatsParts;
  /** Of the rooms whose members are to be looked at soon, by number. */
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** Of the open rooms that have a chat, by number. */
  readonly #chatIds = new Map<string, string>();
  /** Who is in a chat already, by its id. */
  readonly #members = new Map<string, Set<string>>();
  /** Chats that are being made: a room has one. */
  readonly #openings = new Map<Room, Promise<string>>();
  /** What is at work in a chat, by its id: memberships are counted one after the other. */
  readonly #seatings = new Map<string, Promise<void>>();

  constructor(parts: RoomChatsParts) {
    this.#parts = parts;
  }

  /** What this hears of the rooms: who comes in is put into the chat, with those that come at about the same time. */
  get roomEvents(): Pick<RoomListener, 'roomChanged' | 'roomClosed'> {
    return {
      roomChanged: (number) => this.#seatSoon(number),
      roomClosed: (number) => this.#end(number),
    };
  }

  /** Whether an account may write in a conversation, as far as that belongs to a meeting: only who is in it may. */
  mayWrite(conversation: StoredConversation, accountId: string): boolean {
    const meetingId = meetingOf(conversation);
    return meetingId === undefined || this.#parts.rooms.peerOfAccount(accountId)?.room.chatId === meetingId;
  }

  /**
   * The chat of the meeting that the caller is in, with everyone in it who is in the meeting.
   * @throws RequestError `not-in-room`, `too-often`, `database-unavailable`
   */
  async open(caller: RoomCaller): Promise<RequestOutput<'conversation:open-room'>> {
    const chatId = await this.#openIn(caller);
    const state = await this.#parts.reader.stateOf(caller.accountId, chatId);
    return { state, keepDays: await this.#keepDaysOf(chatId) };
  }

  /**
   * Sets how long what is written in the meeting that the caller is in is kept after its end.
   * @throws RequestError `not-in-room`, `too-often`, `database-unavailable`
   */
  async keep(caller: RoomCaller, keepDays: number): Promise<RequestOutput<'conversation:keep-room'>> {
    const chatId = await this.#openIn(caller);
    await this.#parts.database.meetingChats.keepFor(chatId, keepDays);
    return { keepDays };
  }

  /**
   * The private line of the caller and another person of the same meeting.
   * @throws RequestError `not-in-room`, `no-such-account`, `too-often`, `database-unavailable`
   */
  async openAside(caller: RoomCaller, peerId: string): Promise<ConversationState> {
    const { rooms, reader, database } = this.#parts;
    const { room } = rooms.requirePeer(caller.peerId);
    const other = room.peers.get(peerId);
    if (other === undefined || other.accountId === caller.accountId)
      throw new RequestError('no-such-account');
    const meetingId = await this.#openIn(caller);
    const pair = [caller.accountId, other.accountId];
    const directKey = asideKey(meetingId, pair);
    const found = await database.conversations.byDirectKey(directKey);
    if (found !== undefined) return reader.stateOf(caller.accountId, found.id);
    const conversation = this.#newConversation('aside', room.number, directKey);
    try {
      await this.#found(caller, conversation, pair, meetingId);
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      // The other one opened it at the same moment.
      return this.openAside(caller, peerId);
    }
    return reader.stateOf(caller.accountId, conversation.id);
  }

  /** No room is looked at any more; what is at work is waited for. */
  async close(): Promise<void> {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.all(this.#seatings.values());
  }

  async #openIn(caller: RoomCaller): Promise<string> {
    const { room } = this.#parts.rooms.requirePeer(caller.peerId);
    const chatId = room.chatId ?? (await (this.#openings.get(room) ?? this.#begin(room, caller)));
    await this.#seat(room, chatId);
    return chatId;
  }

  #begin(room: Room, caller: RoomCaller): Promise<string> {
    const conversation = this.#newConversation('room', room.number, undefined);
    const opening = this.#found(caller, conversation, [caller.accountId], conversation.id)
      .then(() => this.#parts.settings.openChat(caller.peerId, conversation.id))
      .finally(() => this.#openings.delete(room));
    this.#openings.set(room, opening);
    return opening;
  }

  #newConversation(kind: 'room' | 'aside', title: string, directKey: string | undefined): StoredConversation {
    const id = randomBytes(16).toString('base64url');
    return { id, kind, title, directKey, lastSeq: 0, lastChange: 1, activeAtMs: this.#parts.now() };
  }

  async #found(
    caller: RoomCaller,
    conversation: StoredConversation,
    accountIds: readonly string[],
    meetingId: string,
  ): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    deliveries.spend(caller, accountIds.length);
    await database.accountCursors.ensure(accountIds);
    const keepDays = await this.#keepDaysOf(meetingId);
    const moved = await database.transaction(async (stores) => {
      await stores.conversations.insert(conversation);
      const { id: conversationId, title: roomNumber = '' } = conversation;
      await stores.meetingChats.insert({ conversationId, meetingId, roomNumber, keepDays });
      const cursors = await stores.accountCursors.count(accountIds);
      const members = accountIds.map((accountId) =>
        newMember(conversation, accountId, 'member', cursors.get(accountId) ?? 0, now()),
      );
      await stores.members.put(members);
      return members;
    });
    deliveries.announce({ conversation, moved, recipients: [] });
  }

  async #keepDaysOf(meetingId: string): Promise<number> {
    return (await this.#parts.database.meetingChats.keepDays(meetingId)) ?? meetingKeepDays;
  }

  /** The more are in the room, the more of them come in one change. */
  #seatSoon(number: string): void {
    const room = this.#parts.rooms.roomOf(number);
    if (room?.chatId === undefined || this.#waiting.has(number)) return;
    this.#chatIds.set(number, room.chatId);
    const timer = setTimeout(() => {
      this.#waiting.delete(number);
      const { chatId } = room;
      if (chatId === undefined || this.#parts.rooms.roomOf(number) !== room) return;
      this.#seat(room, chatId).catch((error: unknown) =>
        this.#parts.log.warn({ err: error, room: number }, 'members were not put into the chat of a meeting'),
      );
    }, seatingPauseMs(room.peers.size));
    this.#waiting.set(number, timer.unref());
  }

  /** Puts everyone into the chat who is in the room and not in it. */
  async #seat(room: Room, chatId: string): Promise<void> {
    const before = this.#seatings.get(chatId) ?? Promise.resolve();
    const seating = before.then(() => this.#seatNow(room, chatId));
    this.#seatings.set(
      chatId,
      seating.catch(() => undefined),
    );
    await seating;
  }

  async #seatNow(room: Room, chatId: string): Promise<void> {
    const { database, deliveries } = this.#parts;
    const known = this.#members.get(chatId) ?? new Set(await database.members.presentIds(chatId));
    this.#members.set(chatId, known);
    const inRoom = Array.from(room.peers.values(), ({ accountId }) => accountId);
    const coming = inRoom.filter((accountId) => !known.has(accountId)).slice(0, membershipsPerSeatingMax);
    if (coming.length === 0) return;
    await database.accountCursors.ensure(coming);
    const change = await this.#addMembers(chatId, coming);
    for (const accountId of coming) known.add(accountId);
    deliveries.announce(change);
  }

  /** They see the meeting's chat from its beginning, and what is written there before they came is unread. */
  async #addMembers(chatId: string, accountIds: readonly string[]): Promise<Change> {
    const { database, now } = this.#parts;
    return database.transaction(async (stores): Promise<Change> => {
      const conversation = await stores.conversations.count(chatId);
      if (conversation === undefined) throw new RequestError('no-such-conversation');
      const cursors = await stores.accountCursors.count(accountIds);
      const moved = accountIds.map((accountId) => ({
        ...newMember(conversation, accountId, 'member', cursors.get(accountId) ?? 0, now()),
        joinedSeq: 1,
        readSeq: 0,
      }));
      await stores.members.put(moved);
      const range = { conversationId: chatId, fromSeq: 1, toSeq: conversation.lastSeq };
      // None of them has written yet: it is the same number for all.
      const unread = await stores.messages.countUnread(range, accountIds[0] ?? '', unreadMax);
      return { conversation, moved, unread, recipients: await stores.members.presentIds(chatId) };
    });
  }

  #end(number: string): void {
    clearTimeout(this.#waiting.get(number));
    this.#waiting.delete(number);
    const chatId = this.#chatIds.get(number);
    if (chatId === undefined) return;
    this.#chatIds.delete(number);
    this.#members.delete(chatId);
    this.#seatings.delete(chatId);
    const { database, now, log } = this.#parts;
    // What is not noted now is at the next sweep: the meeting is not open any more.
    database.meetingChats.end(chatId, now()).catch((error: unknown) => {
      log.warn({ err: error, room: number }, 'the end of a meeting was not noted at its chat');
    });
  }
}

/** There is one private line of two people in a meeting. */
function asideKey(meetingId: string, accountIds: readonly string[]): string {
  const pair = createHash('sha256').update(accountIds.toSorted().join(':')).digest('base64url');
  return `${meetingId}:${pair.slice(0, 22)}`;
}
