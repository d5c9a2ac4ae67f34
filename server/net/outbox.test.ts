import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Notice } from '../../protocol/notices.ts';
import { Connection } from './connections.ts';
import { gatherMs, SocketOutbox } from './outbox.ts';

const left = (peerId: string): Notice => ({ name: 'peer:left', body: { peerId, reason: 'left' } });
const lost: Notice = { name: 'media:lost', body: { reason: 'worker-died' } };

/** What was written, one entry per message: to whom, and which notices by name or who left. */
let messages: [string[], string[]][];
let connections: Map<string, Connection>;
let outbox: SocketOutbox;

const wordOf = ({ name, body }: Notice): string => (name === 'peer:left' ? body.peerId : name);

function connect(peerId: string): Connection {
  const caller = {
    address: '::1',
    accountId: peerId,
    nickname: peerId,
    sessionId: 's',
    registeredAtMs: 0,
    looksLikeOlder: false,
    clientId: 'window',
    arrivedAt: '::1',
  };
  const wire = {
    socketId: peerId,
    behind: false,
    notify: (notice: Notice) => void messages.push([[peerId], [wordOf(notice)]]),
    close: () => undefined,
  };
  return new Connection(caller, wire);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  messages = [];
  connections = new Map(['ann', 'bob', 'cid'].map((peerId) => [peerId, connect(peerId)]));
  outbox = new SocketOutbox({
    connectionOf: (peerId) => connections.get(peerId),
    connectionsOf: (accountId) => (accountId === 'ann and bob' ? [...connections.values()].slice(0, 2) : []),
    broadcast: (to, notices, except = []) =>
      messages.push([[...to, ...except.map((id) => `not ${id}`)], notices.map(wordOf)]),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a departure from a quiet room is sent at once, those that follow closely in one message', () => {
  outbox.send(['ann', 'bob'], left('1'));
  expect(messages).toEqual([[['ann', 'bob'], ['1']]]);
  outbox.send(['ann', 'bob'], left('2'));
  outbox.send(['ann', 'bob'], left('3'));
  expect(messages).toHaveLength(1);
  vi.advanceTimersByTime(gatherMs);
  expect(messages.slice(1)).toEqual([
    [
      ['ann', 'bob'],
      ['2', '3'],
    ],
  ]);
  vi.advanceTimersByTime(gatherMs);
  outbox.send(['ann', 'bob'], left('4'));
  expect(messages.at(-1)).toEqual([['ann', 'bob'], ['4']]);
});

test('who came in between gets what came after, in a message of their own', () => {
  outbox.send(['ann', 'bob'], left('1'));
  outbox.send(['ann', 'bob'], left('2'));
  outbox.send(['cid'], left('early'));
  outbox.send(['ann', 'bob', 'cid'], left('3'));
  vi.advanceTimersByTime(gatherMs);
  expect(messages.slice(2)).toEqual([
    [
      ['ann', 'bob'],
      ['2', '3'],
    ],
    [['cid'], ['3']],
  ]);
});

test('what must not wait goes out at once, after what was gathered', () => {
  outbox.send(['ann', 'bob'], left('1'));
  outbox.send(['ann'], left('2'));
  outbox.send(['ann', 'bob'], lost);
  expect(messages.slice(1)).toEqual([
    [['ann'], ['2']],
    [['ann', 'bob'], ['media:lost']],
  ]);
  vi.advanceTimersByTime(gatherMs);
  expect(messages).toHaveLength(3);
});

test('what was gathered is told before the answer to what is asked', async () => {
  const ann = connections.get('ann');
  outbox.send(['ann'], left('1'));
  outbox.send(['ann'], left('2'));
  ann?.enqueue('call', async () => {
    outbox.send(['ann'], left('3'));
    messages.push([['ann'], ['answer']]);
  });
  await vi.waitFor(() => expect(messages.at(-1)).toEqual([['ann'], ['3']]));
  expect(messages.map(([, words]) => words)).toEqual([['1'], ['2'], ['answer'], ['3']]);
  vi.advanceTimersByTime(gatherMs);
  expect(messages).toHaveLength(4);
});

test('one whose connection has ended is told nothing of what was gathered', () => {
  outbox.send(['ann', 'bob'], left('1'));
  outbox.send(['ann', 'bob'], left('2'));
  connections.get('ann')?.end();
  vi.advanceTimersByTime(gatherMs);
  expect(messages.at(-1)).toEqual([['bob'], ['2']]);
});

test('U1: a notice to an account reaches each of its connections, and one that waits for an answer gets it after the answer', async () => {
  outbox.toAccounts(['ann and bob', 'unknown'], lost);
  expect(messages).toEqual([[['account:ann and bob', 'account:unknown'], ['media:lost']]]);
  const answered = Promise.withResolvers<void>();
  connections.get('ann')?.enqueue('call', async () => {
    await answered.promise;
    messages.push([['ann'], ['answer']]);
  });
  await Promise.resolve();
  outbox.toAccount('ann and bob', lost);
  expect(messages.slice(1)).toEqual([[['account:ann and bob', 'not ann'], ['media:lost']]]);
  answered.resolve();
  await vi.waitFor(() =>
    expect(messages.slice(2)).toEqual([
      [['ann'], ['answer']],
      [['ann'], ['media:lost']],
    ]),
  );
});

test('a notice to an account comes after what was gathered for its connections', () => {
  outbox.send(['ann'], left('1'));
  outbox.send(['ann'], left('2'));
  outbox.toAccount('ann and bob', lost);
  expect(messages.slice(1)).toEqual([
    [['ann'], ['2']],
    [['account:ann and bob'], ['media:lost']],
  ]);
});

test('a notice to an account passes over a connection that has ended', () => {
  connections.get('bob')?.end();
  outbox.toAccount('ann and bob', lost);
  expect(messages).toEqual([[['account:ann and bob', 'not bob'], ['media:lost']]]);
});
