// What contacts and blocked people may write, over the whole messages feature.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredContact } from '../../../sql/contact-store.ts';
import { drawClientId, TestMessages } from './test-messages.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

const contactOf = (accountId: string, otherId: string, blocked: boolean): StoredContact => ({
  accountId,
  otherId,
  relation: 'contact',
  sinceMs: 0,
  askedAtMs: undefined,
  refusedAtMs: undefined,
  word: undefined,
  fresh: false,
  remark: undefined,
  remarkKey: undefined,
  labels: [],
  starred: false,
  blocked,
  change: 1,
});

test('T5: what a blocked person writes is answered as any other, and does not reach the one who blocked', async () => {
  const [ada, bob, eve] = await messages.register('ada', 'bob', 'eve');
  const befriend = (one: string, other: string, blocked = false) =>
    messages.database.contacts.put([contactOf(one, other, blocked), contactOf(other, one, false)]);
  await befriend(bob ?? '', ada ?? '');
  const { state } = await messages.ask(ada ?? '', 'conversation:open-direct', { accountId: bob ?? '' });
  const { conversation } = state;
  await messages.send(ada ?? '', conversation, 'before');
  await befriend(bob ?? '', ada ?? '', true);
  messages.sent.clear();
  const answer = await messages.send(ada ?? '', conversation, 'while blocked');
  expect(answer).toMatchObject({ seq: 2 });
  await messages.ask(ada ?? '', 'message:edit', { conversation, seq: 2, text: 'while blocked, edited' });
  expect(messages.sent.get(bob ?? '')).toBeUndefined();
  expect(await messages.texts(ada ?? '', conversation)).toEqual(['before', 'while blocked, edited']);
  expect(await messages.texts(bob ?? '', conversation)).toEqual(['before', '']);
  const page = await messages.ask(bob ?? '', 'message:changes', { conversation, after: 0 });
  expect(JSON.stringify(page)).not.toContain('while blocked');
  const { conversations } = await messages.ask(bob ?? '', 'conversations:sync', { cursor: 0, known: [] });
  expect(conversations).toMatchObject([{ unread: 1 }]);
  const found = (text: string) => messages.ask(bob ?? '', 'message:search', { text });
  expect((await found('before')).hits).toHaveLength(1);
  expect((await found('blocked')).hits).toEqual([]);
  const reply = { conversation, clientId: drawClientId(), text: 'what?', replyTo: 2 };
  expect(await messages.refusal(bob ?? '', 'message:send', reply)).toBe('no-such-message');
  await befriend(bob ?? '', ada ?? '');
  await messages.send(ada ?? '', conversation, 'after');
  expect(await messages.texts(bob ?? '', conversation)).toEqual(['before', '', 'after']);
  // A stranger whom one blocked is not even shown.
  await messages.database.contacts.put([{ ...contactOf(bob ?? '', eve ?? '', true), relation: 'none' }]);
  const opened = await messages.ask(eve ?? '', 'conversation:open-direct', { accountId: bob ?? '' });
  messages.sent.clear();
  await messages.send(eve ?? '', opened.state.conversation, 'hello');
  expect(messages.sent.get(bob ?? '')).toBeUndefined();
  const seen = await messages.ask(bob ?? '', 'conversations:sync', { cursor: 0, known: [] });
  expect(seen.conversations).toHaveLength(1);
});

test('contacts write before they are answered, strangers once', async () => {
  const [ada, bob] = await messages.register('ada', 'bob');
  const { state } = await messages.ask(ada ?? '', 'conversation:open-direct', { accountId: bob ?? '' });
  await messages.send(ada ?? '', state.conversation, 'one');
  const second = { conversation: state.conversation, clientId: drawClientId(), text: 'two' };
  expect(await messages.refusal(ada ?? '', 'message:send', second)).toBe('awaiting-answer');
  await messages.database.contacts.put([
    contactOf(ada ?? '', bob ?? '', false),
    contactOf(bob ?? '', ada ?? '', false),
  ]);
  expect(await messages.refusal(ada ?? '', 'message:send', second)).toBe('ok');
});
