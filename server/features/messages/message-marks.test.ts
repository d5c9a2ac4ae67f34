// Answers, names, emoji, pins, copies, earlier texts, receipts and own settings, on a real database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  editsMax,
  pinsMax,
  reactionKindsMax,
  receiptsWaitMs,
} from '../../../protocol/messages/message-limits.ts';
import type { Message } from '../../../protocol/messages/model.ts';
import { usualProfile } from '../../../sql/profile-store.ts';
import { drawClientId, TestMessages } from './test-messages.ts';
import { keepThirtyDays } from './test-retention.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

interface Class {
  readonly ann: string;
  readonly bob: string;
  readonly cid: string;
  readonly group: string;
}

/** A group of three, of which Ann is the owner. */
async function classOf(): Promise<Class> {
  const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
  return { ann, bob, cid, group: await messages.group(ann, bob, cid) };
}

async function messageOf(accountId: string, conversation: string, seq: number): Promise<Message | undefined> {
  const { messages: page } = await messages.ask(accountId, 'message:history', { conversation });
  return page.find((each) => each.seq === seq);
}

async function stateOf(accountId: string, conversation: string) {
  const { conversations } = await messages.ask(accountId, 'conversations:sync', { cursor: 0, known: [] });
  return conversations.find((each) => each.conversation === conversation);
}

describe('names', () => {
  test('T6: count for those who are named and are there, and cost one each', async () => {
    const { ann, bob, cid, group } = await classOf();
    const [eve = ''] = await messages.register('eve');
    const mentions = [bob, eve, ann];
    await messages.ask(ann, 'message:send', {
      conversation: group,
      clientId: drawClientId(),
      text: 'hey',
      mentions,
    });
    expect((await messageOf(cid, group, 1))?.mentions).toEqual([bob]);
    expect([(await stateOf(bob, group))?.mentions, (await stateOf(cid, group))?.mentions]).toEqual([1, 0]);
    await messages.ask(bob, 'conversation:mark-read', { conversation: group, seq: 1 });
    expect((await stateOf(bob, group))?.mentions).toBe(0);
  });

  test('T6: a message that names 500 spends as much as one that is sent to 500 more', async () => {
    const strict = await TestMessages.open(1);
    const [ann = '', bob = ''] = await strict.register('ann', 'bob');
    const group = await strict.group(ann, bob);
    const mentions = Array.from({ length: 500 }, (_, index) => `nobody-${index}`);
    let sent = 0;
    const send = () =>
      strict.refusal(ann, 'message:send', {
        conversation: group,
        clientId: drawClientId(),
        text: 'x',
        mentions,
      });
    while ((await send()) === 'ok') sent += 1;
    // 25,000 at once, of which the founding took two.
    expect(sent).toBe(49);
    await strict.close();
  });

  test('all are named by owner and admins of a group alone, and counted for all others', async () => {
    const { ann, bob, cid, group } = await classOf();
    const input = { conversation: group, clientId: drawClientId(), text: 'all', everyone: true };
    expect(await messages.refusal(bob, 'message:send', input)).toBe('not-group-admin');
    expect(await messages.refusal(ann, 'message:send', input)).toBe('ok');
    expect(await messageOf(bob, group, 1)).toMatchObject({ everyone: true });
    const counts = [ann, bob, cid].map(async (who) => (await stateOf(who, group))?.mentions);
    expect(await Promise.all(counts)).toEqual([0, 1, 1]);
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 1 });
    expect((await stateOf(bob, group))?.mentions).toBe(0);
  });
});

test('an answer names a message that its writer sees; T3: another one under the same client id is refused', async () => {
  const { ann, bob, cid, group } = await classOf();
  await messages.send(ann, group, 'question');
  const answer = { conversation: group, clientId: drawClientId(), text: 'answer', replyTo: 1 };
  expect(await messages.refusal(bob, 'message:send', { ...answer, replyTo: 9 })).toBe('no-such-message');
  await messages.ask(bob, 'message:send', answer);
  expect((await messageOf(ann, group, 2))?.replyTo).toBe(1);
  expect(await messages.refusal(bob, 'message:send', { ...answer, replyTo: 2 })).toBe('client-id-reused');
  await messages.ask(ann, 'conversation:remove-member', { conversation: group, accountId: cid });
  await messages.befriend(ann, cid);
  await messages.ask(ann, 'conversation:add-members', { conversation: group, accountIds: [cid] });
  expect(await messages.refusal(cid, 'message:send', { ...answer, replyTo: 1 })).toBe('no-such-message');
});

describe('emoji', () => {
  test('are chosen once by each member, in order, and taken back', async () => {
    const { ann, bob, cid, group } = await classOf();
    await messages.send(ann, group, 'news');
    const react = (who: string, emoji: string, chosen: boolean) =>
      messages.ask(who, 'message:react', { conversation: group, seq: 1, emoji, chosen });
    const first = await react(bob, '👍', true);
    expect(await react(bob, '👍', true)).toEqual(first);
    await react(cid, '👍', true);
    await react(cid, '👩🏽‍🚀', true);
    await react(bob, '👍', false);
    expect((await messageOf(ann, group, 1))?.reactions).toEqual([
      { emoji: '👍', accountIds: [cid] },
      { emoji: '👩🏽‍🚀', accountIds: [cid] },
    ]);
    const last = messages.sent.get(ann)?.at(-1);
    expect(last?.body).toMatchObject({ message: { seq: 1, reactions: [{ accountIds: [cid] }, {}] } });
    expect((await stateOf(bob, group))?.unread).toBe(1);
  });

  test('are so many of one message and no more; of a recalled one there are none', async () => {
    const { ann, bob, group } = await classOf();
    await messages.send(ann, group, 'news');
    const react = (index: number) => {
      const emoji = String.fromCodePoint(0x1f600 + index);
      return messages.refusal(bob, 'message:react', { conversation: group, seq: 1, emoji, chosen: true });
    };
    for (let index = 0; index < reactionKindsMax; index += 1) expect(await react(index)).toBe('ok');
    expect(await react(reactionKindsMax)).toBe('too-many-reactions');
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 1 });
    expect(await messageOf(bob, group, 1)).not.toHaveProperty('reactions');
    expect(await react(1)).toBe('message-recalled');
  });

  test('chosen by many at once are all there, and change by change', async () => {
    const { ann, bob, cid, group } = await classOf();
    await messages.send(ann, group, 'news');
    const who = [ann, bob, cid];
    const kinds = ['👍', '🎉', '😀'];
    await Promise.all(
      who.flatMap((each) =>
        kinds.map((emoji) =>
          messages.ask(each, 'message:react', { conversation: group, seq: 1, emoji, chosen: true }),
        ),
      ),
    );
    const reactions = (await messageOf(ann, group, 1))?.reactions ?? [];
    expect(reactions.flatMap(({ accountIds }) => accountIds)).toHaveLength(9);
    expect(await messages.database.conversations.byId(group)).toMatchObject({ lastChange: 11 });
  });
});

describe('pins', () => {
  test('are set by owner and admins of a group, listed last first, and gone with a recall', async () => {
    const { ann, bob, group } = await classOf();
    for (const text of ['one', 'two', 'three']) await messages.send(bob, group, text);
    const pin = (who: string, seq: number, pinned = true) =>
      messages.refusal(who, 'message:pin', { conversation: group, seq, pinned });
    expect(await pin(bob, 1)).toBe('not-group-admin');
    expect([await pin(ann, 2), await pin(ann, 1), await pin(ann, 3), await pin(ann, 3, false)]).toEqual(
      Array(4).fill('ok'),
    );
    const pins = async () =>
      (await messages.ask(bob, 'message:pins', { conversation: group })).messages.map(({ seq }) => seq);
    expect(await pins()).toEqual([1, 2]);
    await messages.ask(bob, 'message:recall', { conversation: group, seq: 1 });
    expect(await pins()).toEqual([2]);
  });

  test('are so many and no more; in a direct conversation both set them', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const { conversation } = (await messages.ask(ann, 'conversation:open-direct', { accountId: bob })).state;
    await messages.send(ann, conversation, 'hello');
    await messages.send(bob, conversation, 'hi');
    const pin = (who: string, seq: number) =>
      messages.refusal(who, 'message:pin', { conversation, seq, pinned: true });
    for (let seq = 1; seq <= pinsMax; seq += 1) {
      if (seq > 2) await messages.send(ann, conversation, 'more');
      expect(await pin(seq % 2 === 0 ? ann : bob, seq)).toBe('ok');
    }
    await messages.send(ann, conversation, 'too much');
    expect(await pin(ann, pinsMax + 1)).toBe('too-many-pins');
  });
});

describe('earlier texts', () => {
  test('are shown to members who see the message, from the first on, and are gone with a recall', async () => {
    const { ann, bob, group } = await classOf();
    await messages.send(ann, group, 'one');
    for (const text of ['two', 'three']) {
      messages.elapsedMs += 1000;
      await messages.ask(ann, 'message:edit', { conversation: group, seq: 1, text });
    }
    const edits = () => messages.ask(bob, 'message:edits', { conversation: group, seq: 1 });
    expect((await edits()).versions.map(({ text }) => text)).toEqual(['one', 'two']);
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 1 });
    expect((await edits()).versions).toEqual([]);
  });

  test('are so many and no more', async () => {
    const { ann, group } = await classOf();
    await messages.send(ann, group, 'first');
    const edit = (text: string) =>
      messages.refusal(ann, 'message:edit', { conversation: group, seq: 1, text });
    for (let count = 0; count < editsMax; count += 1) expect(await edit(`text ${count}`)).toBe('ok');
    expect(await edit('once more')).toBe('edited-too-often');
  });
});

test('T1: a former member sees messages as they stood when it left, and those that were recalled not at all', async () => {
  const { ann, bob, cid, group } = await classOf();
  for (const text of ['one', 'two', 'three', 'four']) await messages.send(ann, group, text);
  await messages.ask(ann, 'message:edit', { conversation: group, seq: 2, text: 'two, edited' });
  await messages.ask(cid, 'message:react', { conversation: group, seq: 3, emoji: '👍', chosen: true });
  const { change } = await messages.ask(bob, 'conversation:leave', { conversation: group });
  for (const seq of [1, 2])
    await messages.ask(ann, 'message:edit', { conversation: group, seq, text: 'secret' });
  await messages.ask(ann, 'message:react', { conversation: group, seq: 3, emoji: '🎉', chosen: true });
  await messages.ask(ann, 'message:pin', { conversation: group, seq: 3, pinned: true });
  await messages.ask(ann, 'message:recall', { conversation: group, seq: 4 });
  expect(await messages.texts(bob, group)).toEqual(['one', 'two, edited', 'three', '']);
  const third = await messageOf(bob, group, 3);
  expect(third).toMatchObject({ reactions: [{ emoji: '👍', accountIds: [cid] }] });
  expect(third).not.toHaveProperty('pinned');
  expect(await messageOf(bob, group, 1)).not.toHaveProperty('editedAtMs');
  expect((await messages.ask(bob, 'message:pins', { conversation: group })).messages).toEqual([]);
  const edits = await messages.ask(bob, 'message:edits', { conversation: group, seq: 2 });
  expect(edits.versions.map(({ text }) => text)).toEqual(['two']);
  // A device that begins anew, and one that was behind, keep the same.
  for (const after of [0, 4]) {
    const page = await messages.ask(bob, 'message:changes', { conversation: group, after });
    expect([page.reset, page.more, page.change]).toEqual([true, false, change]);
    expect(page.messages.map(({ text }) => text)).toEqual(['one', 'two, edited', 'three', '', '']);
    for (const each of page.messages) expect(each.change).toBeLessThanOrEqual(change);
  }
});

describe('copies', () => {
  const forward = (who: string, from: string, seqs: number[], to: string, clientId = drawClientId()) =>
    messages.ask(who, 'message:forward', { conversation: from, seqs, to, clientId });

  test('are taken from where messages stand, tell who wrote them, and stand once', async () => {
    const { ann, bob, group } = await classOf();
    const target = await messages.group(bob, ann);
    for (const text of ['one', 'two']) await messages.send(ann, group, text);
    const clientId = drawClientId();
    const first = await forward(bob, group, [2, 1], target, clientId);
    expect(await forward(bob, group, [2, 1], target, clientId)).toEqual(first);
    expect(await messages.texts(ann, target)).toEqual(['two', 'one']);
    expect(await messageOf(ann, target, 1)).toMatchObject({
      senderId: bob,
      forwardedFrom: { nickname: ann },
    });
    // A copy of a copy tells who wrote the first.
    await forward(ann, target, [1], group);
    expect(await messageOf(bob, group, 3)).toMatchObject({ senderId: ann, forwardedFrom: { nickname: ann } });
    expect(
      await messages.refusal(bob, 'message:forward', {
        conversation: group,
        seqs: [2, 3],
        to: target,
        clientId,
      }),
    ).toBe('client-id-reused');
  });

  test('T4: of a recalled message are refused, those already made stay', async () => {
    const { ann, bob, group } = await classOf();
    const target = await messages.group(bob, ann);
    await messages.send(ann, group, 'one');
    await forward(bob, group, [1], target);
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 1 });
    expect(await messages.texts(ann, target)).toEqual(['one']);
    const input = { conversation: group, seqs: [1], to: target, clientId: drawClientId() };
    expect(await messages.refusal(bob, 'message:forward', input)).toBe('message-recalled');
  });

  test('T1: T2: are made of what one sees alone, into conversations of one’s own', async () => {
    const { ann, bob, cid, group } = await classOf();
    const [eve = ''] = await messages.register('eve');
    const own = await messages.group(eve, eve);
    await messages.send(ann, group, 'secret');
    const input = { conversation: group, seqs: [1], to: own, clientId: drawClientId() };
    expect(await messages.refusal(eve, 'message:forward', input)).toBe('no-such-conversation');
    expect(await messages.refusal(bob, 'message:forward', input)).toBe('no-such-conversation');
    await messages.ask(ann, 'conversation:remove-member', { conversation: group, accountId: cid });
    await messages.send(ann, group, 'after');
    const theirs = await messages.group(cid, cid);
    const late = { conversation: group, seqs: [1, 3], to: theirs, clientId: drawClientId() };
    expect(await messages.refusal(cid, 'message:forward', late)).toBe('no-such-message');
    expect(await messages.texts(cid, theirs)).toEqual([]);
  });

  test('T7: a stranger gets one, not several', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const notes = (await messages.ask(ann, 'conversation:open-direct', { accountId: ann })).state
      .conversation;
    for (const text of ['one', 'two']) await messages.send(ann, notes, text);
    const to = (await messages.ask(ann, 'conversation:open-direct', { accountId: bob })).state.conversation;
    const input = { conversation: notes, seqs: [1, 2], to, clientId: drawClientId() };
    expect(await messages.refusal(ann, 'message:forward', input)).toBe('awaiting-answer');
    expect(messages.sent.get(bob)).toBeUndefined();
    expect(await messages.refusal(ann, 'message:forward', { ...input, seqs: [1] })).toBe('ok');
  });
});

describe('receipts', () => {
  const received = (who: string) =>
    (messages.sent.get(who) ?? []).flatMap((notice) =>
      notice.name === 'conversation:received' ? [notice.body] : [],
    );

  test('tell how far others are, move forward to messages that there are, and are sent together', async () => {
    const { ann, bob, cid, group } = await classOf();
    for (const text of ['one', 'two']) await messages.send(ann, group, text);
    await messages.passTime(receiptsWaitMs);
    const deliver = (who: string, seq: number) =>
      messages.ask(who, 'conversation:mark-delivered', { delivered: [[group, seq]] });
    await deliver(bob, 2);
    await deliver(cid, 1);
    await deliver(cid, 3);
    await messages.ask(bob, 'conversation:mark-read', { conversation: group, seq: 1 });
    await messages.passTime(receiptsWaitMs);
    expect(received(ann)).toEqual([{ conversation: group, deliveredSeq: 2, readSeq: 1 }]);
    expect((await stateOf(ann, group))?.others).toEqual({ deliveredSeq: 2, readSeq: 1 });
    const { receipts } = await messages.ask(ann, 'conversation:receipts', { conversation: group });
    expect(receipts.map(({ deliveredSeq, readSeq }) => [deliveredSeq, readSeq])).toEqual([
      [2, 1],
      [1, 0],
    ]);
    // Another who comes as far is no news.
    await messages.ask(cid, 'conversation:mark-read', { conversation: group, seq: 1 });
    await messages.passTime(receiptsWaitMs);
    expect(received(ann)).toHaveLength(1);
  });

  test.each([
    ['blocks', async (who: string, from: string) => void messages.silent.set(from, [who])],
    ['hides', (who: string) => messages.database.profiles.put(who, { ...usualProfile, presence: 'hidden' })],
  ] as const)('T5: of who %s they tell nothing: as of one who has not read', async (_how, hide) => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const { conversation } = (await messages.ask(ann, 'conversation:open-direct', { accountId: bob })).state;
    await messages.send(ann, conversation, 'hello');
    await hide(bob, ann);
    await messages.ask(bob, 'conversation:mark-delivered', { delivered: [[conversation, 1]] });
    await messages.ask(bob, 'conversation:mark-read', { conversation, seq: 1 });
    await messages.passTime(receiptsWaitMs);
    expect(received(ann)).toEqual([]);
    expect((await stateOf(ann, conversation))?.others).toEqual({ deliveredSeq: 0, readSeq: 0 });
    expect(await messages.ask(ann, 'conversation:receipts', { conversation })).toEqual({ receipts: [] });
  });
});

test('own settings are told to one’s own devices, and marking as read takes the mark as unread away', async () => {
  const { ann, bob, group } = await classOf();
  await messages.send(bob, group, 'one');
  const settings = { mutedUntilMs: 1_900_000_000_000, pinned: true, archived: true, markedUnread: true };
  const toBob = messages.sent.get(bob)?.length;
  const { state } = await messages.ask(ann, 'conversation:set-own', { conversation: group, ...settings });
  expect(state).toMatchObject(settings);
  expect(messages.sent.get(ann)?.at(-1)).toMatchObject({
    name: 'conversations:changed',
    body: { cursor: state.event, state: settings },
  });
  expect(messages.sent.get(bob)?.length).toBe(toBob);
  await messages.ask(ann, 'conversation:set-own', { conversation: group, archived: false, mutedUntilMs: 0 });
  const now = await stateOf(ann, group);
  expect(now).toMatchObject({ pinned: true, archived: false, markedUnread: true });
  expect(now).not.toHaveProperty('mutedUntilMs');
  for (const seq of [1, 1]) await messages.ask(ann, 'conversation:mark-read', { conversation: group, seq });
  expect(await stateOf(ann, group)).toMatchObject({
    markedUnread: false,
    unread: 0,
    event: now && now.event + 1,
  });
});

test('pages around a message hold it and its neighbours on both sides', async () => {
  const { ann, group } = await classOf();
  for (let count = 1; count <= 70; count += 1) await messages.send(ann, group, `${count}`);
  const page = await messages.ask(ann, 'message:history', { conversation: group, around: 40 });
  expect([page.messages[0]?.seq, page.messages.at(-1)?.seq, page.more]).toEqual([16, 65, true]);
});

test('messages that are older than they are kept go, a few at a time, and counters and markers stay right', () =>
  keepThirtyDays(messages));

test('how long messages are kept is chosen by the owner of a group, told by a line, and shortens what the server says', async () => {
  const { ann, bob, group } = await classOf();
  const keep = (who: string, days?: number) =>
    messages.refusal(who, 'conversation:keep-messages', { conversation: group, ...(days && { days }) });
  expect([await keep(bob, 7), await keep(ann, 7), await keep(ann, 7), await keep(ann)]).toEqual([
    'not-group-owner',
    'ok',
    'ok',
    'ok',
  ]);
  const { messages: page } = await messages.ask(bob, 'message:history', { conversation: group });
  expect(page.map(({ event }) => event)).toEqual([{ kind: 'retention', days: 7 }, { kind: 'retention' }]);
  expect(await stateOf(bob, group)).toMatchObject({ unread: 0 });
});
