import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desertedRoomGraceMs } from '../../../protocol/limits.ts';
import { sweepMeetingChats } from './meeting-chat-sweep.ts';
import { drawClientId, startMs, TestMessages } from './test-messages.ts';

const dayMs = 86_400_000;

let messages: TestMessages;
beforeEach(async () => {
  messages = await TestMessages.open();
});
afterEach(async () => {
  await messages.close();
  expect(messages.warnings).toEqual([]);
});

const openRoom = async (accountId: string): Promise<string> =>
  (await messages.ask(accountId, 'conversation:open-room', {})).state.conversation;

/** Ends a meeting: its people leave, and none comes back. */
function end(...accountIds: readonly string[]): void {
  for (const accountId of accountIds) messages.leave(accountId);
  messages.elapsedMs += desertedRoomGraceMs;
  messages.rooms.dropLost();
}

describe('the chat of a meeting', () => {
  test('is one for all who are in it, and who comes later reads what was written before', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const number = messages.enter(ann);
    messages.enter(bob, number);
    const [chat, same] = await Promise.all([openRoom(ann), openRoom(bob)]);
    expect(same).toBe(chat);
    await messages.send(ann, chat, 'early');
    messages.enter(cid, number);
    // Without asking: a badge has to show that there is something to read.
    await expect
      .poll(() => messages.sent.get(cid)?.[0], { timeout: 15_000 })
      .toMatchObject({
        name: 'conversations:changed',
        body: { state: { conversation: chat, title: number, unread: 1 } },
      });
    expect(await messages.texts(cid, chat)).toEqual(['early']);
    const { conversations } = await messages.ask(cid, 'conversations:sync', { cursor: 0, known: [] });
    expect(conversations).toMatchObject([{ conversation: chat, kind: 'room', unread: 1, joinedSeq: 1 }]);
  });

  test('is written in by those who are in the meeting alone, and read by those who left it', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const number = messages.enter(ann);
    messages.enter(bob, number);
    const chat = await openRoom(ann);
    await messages.send(bob, chat, 'bye');
    messages.leave(bob);
    const line = { conversation: chat, clientId: drawClientId(), text: 'from outside' };
    expect(await messages.refusal(bob, 'message:send', line)).toBe('not-in-meeting');
    await messages.send(ann, chat, 'he is gone');
    expect(await messages.texts(bob, chat)).toEqual(['bye', 'he is gone']);
    messages.enter(bob, number);
    expect(await messages.refusal(bob, 'message:send', line)).toBe('ok');
  });

  test('T1: belongs to one meeting: people of a later one, of whatever number, see nothing of it', async () => {
    const [ann = '', bob = '', eve = ''] = await messages.register('ann', 'bob', 'eve');
    const number = messages.enter(ann);
    messages.enter(bob, number);
    const chat = await openRoom(ann);
    const aside = await messages.ask(ann, 'conversation:open-aside', {
      peerId: messages.rooms.peerOfAccount(bob)?.peerId ?? '',
    });
    await messages.send(ann, chat, 'for us');
    end(ann, bob);
    messages.enter(eve);
    const later = await openRoom(eve);
    expect(later).not.toBe(chat);
    for (const conversation of [chat, aside.state.conversation]) {
      expect(await messages.refusal(eve, 'message:history', { conversation })).toBe('no-such-conversation');
      const line = { conversation, clientId: drawClientId(), text: 'x' };
      expect(await messages.refusal(eve, 'message:send', line)).toBe('no-such-conversation');
      expect(await messages.refusal(ann, 'message:send', line)).toBe('not-in-meeting');
    }
    expect(await messages.texts(bob, chat)).toEqual(['for us']);
  });

  test('T1: a private line is read by its two people, and by no other of the meeting', async () => {
    const [ann = '', bob = '', eve = ''] = await messages.register('ann', 'bob', 'eve');
    const number = messages.enter(ann);
    for (const accountId of [bob, eve]) messages.enter(accountId, number);
    const chat = await openRoom(eve);
    const peerOf = (accountId: string) => messages.rooms.peerOfAccount(accountId)?.peerId ?? '';
    const { state } = await messages.ask(ann, 'conversation:open-aside', { peerId: peerOf(bob) });
    expect(state).toMatchObject({ kind: 'aside', meetingId: chat, title: number });
    const again = await messages.ask(bob, 'conversation:open-aside', { peerId: peerOf(ann) });
    expect(again.state.conversation).toBe(state.conversation);
    await messages.send(ann, state.conversation, 'between us');
    await messages.send(bob, state.conversation, 'yes');
    const { conversation } = state;
    expect(await messages.texts(bob, conversation)).toEqual(['between us', 'yes']);
    expect(await messages.refusal(eve, 'message:history', { conversation })).toBe('no-such-conversation');
    expect(JSON.stringify(messages.sent.get(eve))).not.toContain(conversation);
  });

  test('is kept for 30 days after the meeting, or as long as its host says, and erased then', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const number = messages.enter(ann);
    messages.enter(bob, number);
    const chat = await openRoom(ann);
    const peerId = messages.rooms.peerOfAccount(bob)?.peerId ?? '';
    await messages.ask(ann, 'conversation:open-aside', { peerId });
    await messages.send(ann, chat, 'for a while');
    expect(await messages.ask(ann, 'conversation:open-room', {})).toMatchObject({ keepDays: 30 });
    await messages.ask(ann, 'conversation:keep-room', { keepDays: 7 });
    end(ann, bob);
    const { database, rooms } = messages;
    const sweep = async (days: number): Promise<number> => {
      const now = () => startMs + messages.elapsedMs + days * dayMs;
      await sweepMeetingChats({ database, rooms, now });
      return (await messages.ask(bob, 'conversations:sync', { cursor: 0, known: [] })).conversations.length;
    };
    await sweep(0);
    expect(await sweep(6.9)).toBe(2);
    expect(await sweep(7.1)).toBe(0);
    expect(await messages.refusal(ann, 'message:history', { conversation: chat })).toBe(
      'no-such-conversation',
    );
  });

  test('people who come together are put into it with one change', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const [ann = '', ...others] = await messages.register('ann', ...names);
    const number = messages.enter(ann);
    const chat = await openRoom(ann);
    for (const accountId of others) messages.enter(accountId, number);
    await expect
      .poll(() => messages.database.members.presentIds(chat).then((ids) => ids.length), { timeout: 15_000 })
      .toBe(41);
    expect(await messages.database.conversations.byId(chat)).toMatchObject({ lastChange: 2 });
  });
});
