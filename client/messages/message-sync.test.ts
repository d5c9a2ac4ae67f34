import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { ConversationState, Message } from '../../protocol/messages/model.ts';
import { MemoryMessageStore } from './message-store.ts';
import { MessageSync } from './message-sync.ts';
import type { Request } from './ports.ts';

const stateOf = (conversation: string, change: number): ConversationState => ({
  conversation,
  kind: 'group',
  present: true,
  change,
  lastSeq: change,
  joinedSeq: 1,
  readSeq: 0,
  unread: 0,
  mentions: 0,
  activeAtMs: 0,
  event: 1,
  deliveredSeq: 0,
  others: { deliveredSeq: 0, readSeq: 0 },
  pinned: false,
  archived: false,
  markedUnread: false,
});
const message = (seq: number): Message => ({
  seq,
  change: seq,
  senderId: 'bo',
  clientId: String(seq).padStart(32, '0'),
  text: `text ${seq}`,
  sentAtMs: seq,
});

interface Question {
  readonly name: string;
  readonly input: unknown;
  readonly answer: (value: unknown) => void;
  readonly refuse: (error: Error) => void;
}

/** A sync whose questions are answered by hand. */
async function setUp() {
  const asked: Question[] = [];
  const timers: (() => void)[] = [];
  const sync = new MessageSync({
    accountId: 'ada',
    store: new MemoryMessageStore(),
    request: ((name: string, input: unknown) =>
      new Promise<unknown>((answer, refuse) => asked.push({ name, input, answer, refuse }))) as Request,
    later: (_ms, work) => {
      timers.push(work);
      return () => undefined;
    },
    random: () => 0.5,
    drawClientId: () => 'f'.repeat(32),
    onChanged: () => undefined,
  });
  await sync.start();
  const settle = async (): Promise<void> => {
    for (let tick = 0; tick < 100; tick += 1) await Promise.resolve();
  };
  const wait = async (): Promise<void> => {
    for (const work of timers.splice(0)) work();
    await settle();
  };
  const next = async (value: unknown): Promise<unknown> => {
    const question = asked.shift();
    question?.answer(value);
    await settle();
    return question?.name;
  };
  sync.connected();
  await settle();
  const page = {
    conversation: 'c1',
    change: 1,
    more: false,
    reset: false,
    messages: [message(1)],
    members: [],
  };
  await next({ cursor: 1, more: false, conversations: [stateOf('c1', 1)], pages: [page] });
  return { sync, asked, settle, wait, next, page };
}

test('row 4: a change of the account that was not notified is asked for, whichever conversation it was of', async () => {
  const { sync, asked, wait, next } = await setUp();
  // The notice of a new conversation, with cursor 2, was lost.
  sync.handleNotice({ name: 'conversations:changed', body: { cursor: 3, state: stateOf('c1', 1) } });
  await wait();
  expect(asked.map(({ name, input }) => [name, input])).toEqual([
    ['conversations:sync', { cursor: 1, known: [['c1', 1]] }],
  ]);
  await next({ cursor: 3, more: false, conversations: [stateOf('c2', 0)], pages: [] });
  expect(sync.log('c2')).toBeDefined();
});

test('row 3: what is notified while changes are on their way is asked for after them', async () => {
  const { sync, asked, wait, next, page } = await setUp();
  const changed = (change: number) =>
    sync.handleNotice({ name: 'conversation:changed', body: { conversation: 'c1', change } });
  changed(2);
  await wait();
  expect(asked.map(({ name }) => name)).toEqual(['message:changes']);
  // The answer on its way was made before this change.
  changed(3);
  await wait();
  expect(asked).toHaveLength(1);
  await next({ ...page, change: 2, messages: [message(2)] });
  expect(asked.map(({ input }) => input)).toEqual([{ conversation: 'c1', after: 2 }]);
  await next({ ...page, change: 3, messages: [message(3)] });
  expect(
    sync
      .log('c1')
      ?.messages()
      .map(({ seq }) => seq),
  ).toEqual([1, 2, 3]);
  expect(sync.isCurrent).toBe(true);
});

test('a message with more than text stays on its way until its change is here, and is not sent twice', async () => {
  const { sync, asked, settle, next } = await setUp();
  await sync.send('c1', 'yes', { replyTo: 1 });
  await settle();
  expect(asked[0]?.input).toEqual({ conversation: 'c1', clientId: 'f'.repeat(32), text: 'yes', replyTo: 1 });
  await next({ seq: 2, change: 2, atMs: 1 });
  expect(sync.outgoing('c1')).toHaveLength(1);
  sync.disconnected();
  sync.connected();
  await settle();
  expect(asked.map(({ name }) => name)).toEqual(['conversations:sync']);
  const sent = { ...message(2), senderId: 'ada', clientId: 'f'.repeat(32), replyTo: 1 };
  sync.handleNotice({
    name: 'conversation:changed',
    body: { conversation: 'c1', change: 2, message: sent },
  });
  await settle();
  expect(sync.outgoing('c1')).toEqual([]);
  expect(sync.log('c1')?.message(2)).toEqual(sent);
});

test('a message that is refused waits with its reason, keeps no other one back, and is sent again or dropped', async () => {
  const { sync, asked, settle, next } = await setUp();
  await sync.send('c1', 'one');
  await settle();
  asked.shift()?.refuse(new RequestError('awaiting-answer'));
  await settle();
  expect(sync.outgoing('c1')).toMatchObject([{ text: 'one', failed: 'awaiting-answer' }]);
  await sync.sendAgain('f'.repeat(32));
  await settle();
  expect(await next({ seq: 2, change: 2, atMs: 1 })).toBe('message:send');
  expect(sync.outgoing('c1')).toEqual([]);
  await sync.send('c1', 'two');
  await settle();
  asked.shift()?.refuse(new RequestError('conversation-left'));
  await settle();
  await sync.drop('f'.repeat(32));
  expect(sync.outgoing('c1')).toEqual([]);
});
