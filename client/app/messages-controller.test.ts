import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConversationState, Message } from '../../protocol/messages/model.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Request } from '../messages/ports.ts';
import { MemoryMessageStore } from '../messages/message-store.ts';
import { noConversations } from './conversations-model.ts';
import type { MeetingState } from './meeting-model.ts';
import { MessagesController } from './messages-controller.ts';

const message = (seq: number, text = `text ${seq}`): Message => ({
  seq,
  change: seq + 1,
  senderId: 'bo',
  clientId: String(seq).padStart(32, '0'),
  text,
  sentAtMs: seq,
});

/** One conversation of 200 messages, of which the sync gives the last 50. */
function setUp() {
  const store = createStore<MeetingState>(() => ({ conversations: noConversations }) as MeetingState);
  const timers: (() => void)[] = [];
  const asked: [string, unknown][] = [];
  let refusal: RequestError | undefined;
  const state: ConversationState = {
    conversation: 'c1',
    kind: 'direct',
    present: true,
    change: 201,
    lastSeq: 200,
    joinedSeq: 1,
    readSeq: 100,
    unread: 100,
    mentions: 0,
    activeAtMs: 200,
    event: 1,
    deliveredSeq: 100,
    others: { deliveredSeq: 0, readSeq: 0 },
    pinned: false,
    archived: false,
    markedUnread: false,
  };
  const all = Array.from({ length: 200 }, (_, index) => message(index + 1));
  const page = {
    conversation: 'c1',
    change: 201,
    more: false,
    reset: true,
    messages: all.slice(150),
    members: [],
  };
  const answers: Record<string, unknown> = {
    'conversations:sync': { cursor: 1, more: false, conversations: [state], pages: [page] },
    'conversation:open-direct': { state },
    'conversation:mark-read': { state },
    'message:send': { seq: 201, change: 202, atMs: 1 },
  };
  const controller = new MessagesController({
    store,
    request: (async (name: string, input: unknown) => {
      asked.push([name, input]);
      if (refusal !== undefined) throw refusal;
      return answers[name];
    }) as Request,
    open: async () => undefined,
    session: {
      ask: async (_name, input) => {
        asked.push(['message:history', input]);
        const { before = 201 } = input as { before?: number };
        const older = all.filter(({ seq }) => seq < before);
        return { messages: older.slice(-50), more: older.length > 50 } as never;
      },
    },
    openStore: () => new MemoryMessageStore(),
    later: (_ms, work) => {
      timers.push(work);
      return () => void timers.splice(timers.indexOf(work), 1);
    },
    random: () => 0.5,
    drawClientId: () => 'f'.repeat(32),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
      for (const work of timers.splice(0)) work();
    }
  };
  return {
    controller,
    actions: controller.actions(),
    asked,
    settle,
    refuse: (error: RequestError) => (refusal = error),
    shown: () => store.getState().conversations,
    seqs: () => store.getState().conversations.open['c1']?.stretch.messages.map(({ seq }) => seq) ?? [],
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

beforeEach(() => {
  const kept = new Map<string, string>();
  // As a browser's: its keys are its own properties.
  globalThis.localStorage = new Proxy({} as Storage, {
    get: (_target, name) =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      })[String(name)],
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
});

test('a session that begins shows its conversations once the socket stands, and none after it ends', async () => {
  const { controller, settle, shown } = setUp();
  await controller.begin('ada');
  controller.connected();
  await settle();
  expect(shown()).toMatchObject({ isKnown: true, isCurrent: true, items: [{ id: 'c1', unread: 100 }] });
  controller.disconnected();
  await settle();
  expect(shown().isCurrent).toBe(false);
  controller.end();
  expect(shown()).toBe(noConversations);
});

test('a socket that stood before the session was begun is used at once', async () => {
  const { controller, settle, shown } = setUp();
  controller.connected();
  await controller.begin('ada');
  await settle();
  expect(shown().items).toHaveLength(1);
});

test('row 10: older pages join what is shown; a jump shows another stretch, which joins it only when no message between is missing', async () => {
  const { controller, actions, settle, seqs, shown } = setUp();
  await controller.begin('ada');
  controller.connected();
  await settle();
  actions.show('c1');
  expect(seqs()).toEqual(range(151, 200));
  await actions.loadOlder('c1');
  await settle();
  expect(seqs()).toEqual(range(101, 200));
  expect(await actions.jumpTo('c1', 20)).toBeUndefined();
  expect(seqs()).toEqual(range(1, 45));
  expect(shown().open['c1']?.stretch).toMatchObject({ older: false, newer: true });
  await actions.loadNewer('c1');
  expect(seqs()).toEqual(range(1, 95));
  await actions.loadNewer('c1');
  expect(seqs()).toEqual(range(1, 200));
  actions.jumpToEnd('c1');
  expect(shown().open['c1']?.stretch.newer).toBe(false);
});

test('what is read is shown read at once, and told to the server once', async () => {
  const { controller, actions, asked, settle, shown } = setUp();
  await controller.begin('ada');
  controller.connected();
  await settle();
  actions.markRead('c1', 200);
  actions.markRead('c1', 180);
  await settle();
  expect(shown().items[0]?.unread).toBe(0);
  expect(asked.filter(([name]) => name === 'conversation:mark-read')).toEqual([
    ['conversation:mark-read', { conversation: 'c1', seq: 200 }],
  ]);
});

test('row 14: a draft is kept for its conversation and account, also over a restart, until it is sent or the account signs out', async () => {
  const first = setUp();
  await first.controller.begin('ada');
  first.actions.setDraft('c1', { text: 'half a sen', replyTo: 3 });
  await first.settle();
  const second = setUp();
  await second.controller.begin('ada');
  second.controller.connected();
  await second.settle();
  expect(second.shown().items[0]?.draft).toEqual({ text: 'half a sen', replyTo: 3 });
  const other = setUp();
  await other.controller.begin('bo');
  other.controller.connected();
  await other.settle();
  expect(other.shown().items[0]?.draft).toBeUndefined();
  second.actions.setDraft('c1', undefined);
  expect(Object.keys(localStorage)).toEqual([]);
  first.actions.setDraft('c1', { text: 'again' });
  await first.settle();
  first.controller.end();
  expect(Object.keys(localStorage)).toEqual([]);
});

test('a message that is refused says why, and is sent again or dropped as it was', async () => {
  const { controller, actions, refuse, settle, shown } = setUp();
  await controller.begin('ada');
  controller.connected();
  await settle();
  refuse(new RequestError('conversation-left'));
  await actions.send('c1', 'hello');
  await settle();
  expect(shown().items[0]?.outgoing).toMatchObject([{ text: 'hello', failed: 'conversation-left' }]);
  expect(await actions.recall('c1', 3)).toEqual({ code: 'conversation-left' });
  await actions.drop('f'.repeat(32));
  await settle();
  expect(shown().items[0]?.outgoing).toEqual([]);
});
