import { expect, test } from 'vitest';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { listRoomChats } from './list-room-chats.ts';
import { planChatNews } from './plan-chat-news.ts';
import { planRingSound } from './plan-ring-sound.ts';

const peer = (peerId: string, nickname: string) => ({ peerId, nickname, connected: true, sources: [] });
const room = {
  chatId: 'chat',
  selfPeerId: 'own-peer',
  peers: [peer('own-peer', 'Own'), peer('bo-peer', 'Bo'), peer('cy-peer', 'Cy')],
};

interface Given {
  readonly meetingId?: string;
  readonly with?: string;
  readonly unread?: number;
  readonly sentAtMs?: number;
}

function item(
  id: string,
  { meetingId, with: name = 'Bo', unread = 0, sentAtMs = 5 }: Given,
): ConversationItem {
  return {
    id,
    unread,
    state: { conversation: id, kind: meetingId === undefined ? 'room' : 'aside', meetingId },
    members: [
      { accountId: 'own', nickname: 'Own' },
      { accountId: name.toLowerCase(), nickname: name },
    ],
    last: { seq: 1, senderId: name.toLowerCase(), text: `words of ${id}`, sentAtMs },
  } as unknown as ConversationItem;
}

test('people of the meeting are listed with their private lines, then those who left; lines of other meetings are not', () => {
  const items = [
    item('chat', { unread: 2 }),
    item('with-bo', { meetingId: 'chat', unread: 1 }),
    item('with-dee', { meetingId: 'chat', with: 'Dee', unread: 4 }),
    item('older', { meetingId: 'chat-of-before', with: 'Cy', unread: 8 }),
  ];
  const { main, recipients, unread } = listRoomChats(room, items, 'own');
  expect(main?.id).toBe('chat');
  expect(unread).toBe(7);
  expect(recipients.map(({ nickname, peerId, conversation }) => [nickname, peerId, conversation])).toEqual([
    ['Bo', 'bo-peer', 'with-bo'],
    ['Cy', 'cy-peer', undefined],
    ['Dee', undefined, 'with-dee'],
  ]);
});

test('without a chat there is nothing of earlier meetings', () => {
  const { chatId: _, ...before } = room;
  expect(listRoomChats(before, [item('chat', { unread: 2 })], 'own')).toMatchObject({
    main: undefined,
    unread: 0,
  });
});

test('news is the latest unread message of another person in this meeting, since one came', () => {
  const place = { chatId: 'chat', ownId: 'own', sinceMs: 5 };
  const items = [
    item('chat', { unread: 1, sentAtMs: 6 }),
    item('with-bo', { meetingId: 'chat', unread: 1, sentAtMs: 9 }),
    item('older', { meetingId: 'before', unread: 1, sentAtMs: 20 }),
  ];
  expect(planChatNews(items, place)).toMatchObject({ key: 'with-bo 1', name: 'Bo', isPrivate: true });
  expect(planChatNews(items, { ...place, sinceMs: 10 })).toBeUndefined();
  expect(planChatNews(items, { ...place, ownId: 'bo' })).toBeUndefined();
  expect(planChatNews([item('chat', { unread: 0, sentAtMs: 9 })], place)).toBeUndefined();
});

test('a call rings aloud, one of a muted conversation and one during a call does not; in a call one hears one’s own', () => {
  const ring = { ringId: 'r', conversation: 'c' };
  const state = (mutedUntilMs: number | undefined, phase: 'lobby' | 'call', stage?: 'ringing' | 'declined') =>
    ({
      phase,
      ringing: { incoming: [ring], outgoing: stage && { conversation: 'c', stage } },
      conversations: { items: [{ id: 'c', state: { mutedUntilMs } }] },
    }) as unknown as Parameters<typeof planRingSound>[0];
  expect(planRingSound(state(undefined, 'lobby'), 10)).toBe('incoming');
  expect(planRingSound(state(9, 'lobby'), 10)).toBe('incoming');
  expect(planRingSound(state(11, 'lobby'), 10)).toBeUndefined();
  expect(planRingSound(state(undefined, 'call'), 10)).toBeUndefined();
  expect(planRingSound(state(undefined, 'call', 'ringing'), 10)).toBe('outgoing');
  expect(planRingSound(state(undefined, 'call', 'declined'), 10)).toBeUndefined();
});
