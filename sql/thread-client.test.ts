import { expect, test, vi } from 'vitest';
import type { Answer, StatementRequest, ThreadRequest } from './sqlite-messages.ts';
import { type DatabaseThread, ThreadClient } from './thread-client.ts';

class HandDrivenThread implements DatabaseThread {
  readonly requests: ThreadRequest[] = [];
  readonly listeners = new Map<string, (value: never) => void>();
  readonly ref = vi.fn<() => void>();
  readonly unref = vi.fn<() => void>();

  postMessage(request: ThreadRequest): void {
    this.requests.push(request);
  }

  on(event: string, take: (value: never) => void): void {
    this.listeners.set(event, take);
  }

  answer(...answers: Answer[]): void {
    this.listeners.get('message')?.(answers as never);
  }

  exit(): void {
    this.listeners.get('exit')?.(1 as never);
  }
}

const statement = { kind: 'statement', text: 'select 1', values: [] } as const;
const unavailable = { code: 'database-unavailable' };

function openClient() {
  const threads: HandDrivenThread[] = [];
  const clock = { nowMs: 0 };
  const start = () => {
    const thread = new HandDrivenThread();
    threads.push(thread);
    return thread;
  };
  const onDeath = vi.fn<(error: Error) => void>();
  return { client: new ThreadClient({ start, onDeath, now: () => clock.nowMs }), threads, clock, onDeath };
}

test('each answer goes to who asked, in whatever order, and keeps the kind of what failed', async () => {
  const { client, threads } = openClient();
  const asked = [client.ask(statement), client.ask(statement), client.ask(statement), client.ask(statement)];
  const ids = threads[0]?.requests.map((request) => (request as StatementRequest).id) ?? [];
  const [first = 0, second = 0, third = 0, fourth = 0] = ids;
  const settled = Promise.allSettled(asked);
  threads[0]?.answer(
    { id: second, failure: { kind: 'duplicate', message: 'UNIQUE', column: 'phone' } },
    { id: first, result: { rows: [1] } },
    { id: third, failure: { kind: 'full', message: 'full' } },
    { id: fourth, failure: { kind: 'constraint', message: 'NOT NULL' } },
  );
  expect(await settled).toMatchObject([
    { value: { rows: [1] } },
    { reason: { name: 'DuplicateError', column: 'phone' } },
    { reason: unavailable },
    { reason: { message: 'SQLite: NOT NULL' } },
  ]);
});

test('when the thread ends, what waits is refused, and after half a second another one is started', async () => {
  const { client, threads, clock, onDeath } = openClient();
  const asked = client.ask(statement);
  const inTransaction = client.ask({ ...statement, transaction: { id: 1, isFirst: true } });
  threads[0]?.exit();
  await expect(asked).rejects.toMatchObject(unavailable);
  await expect(inTransaction).rejects.toMatchObject(unavailable);
  expect(onDeath).toHaveBeenCalledOnce();
  await expect(client.ask(statement)).rejects.toMatchObject(unavailable);
  expect(threads).toHaveLength(1);
  clock.nowMs = 500;
  const again = client.ask(statement);
  expect(threads).toHaveLength(2);
  threads[1]?.answer({ id: (threads[1].requests[0] as StatementRequest).id, result: { rows: [] } });
  await expect(again).resolves.toEqual({ rows: [] });
});

test('a transaction does not go on in another thread', async () => {
  const { client, threads, clock } = openClient();
  const first = client.ask({ ...statement, transaction: { id: 1, isFirst: true } });
  threads[0]?.exit();
  await expect(first).rejects.toMatchObject(unavailable);
  clock.nowMs = 500;
  const rest = client.ask({ ...statement, transaction: { id: 1, isFirst: false } });
  await expect(rest).rejects.toMatchObject(unavailable);
  await expect(client.ask({ kind: 'commit', transaction: 1 })).rejects.toMatchObject(unavailable);
  expect(threads).toHaveLength(1);
});

test('when too much waits, the next is refused, but what has begun goes on', async () => {
  const { client, threads } = openClient();
  const begun = client.ask({ ...statement, transaction: { id: 1, isFirst: true } });
  const asked = [begun, ...Array.from({ length: 4095 }, () => client.ask(statement))];
  await expect(client.ask(statement)).rejects.toMatchObject(unavailable);
  asked.push(client.ask({ kind: 'commit', transaction: 1 }));
  const settled = Promise.all(asked);
  const answers = threads[0]?.requests.map((request) => ({ id: (request as StatementRequest).id }));
  threads[0]?.answer(...(answers ?? []).map(({ id }) => ({ id, result: { rows: [] } })));
  expect(await settled).toHaveLength(4097);
});

test('when the thread answers nothing for ten seconds, what comes is refused until it answers', async () => {
  const { client, threads, clock } = openClient();
  const stuck = client.ask(statement);
  clock.nowMs = 10_001;
  await expect(client.ask(statement)).rejects.toMatchObject(unavailable);
  threads[0]?.answer({ id: (threads[0].requests[0] as StatementRequest).id, result: { rows: [] } });
  await stuck;
  const next = client.ask(statement);
  threads[0]?.answer({ id: (threads[0].requests[1] as StatementRequest).id, result: { rows: [] } });
  await expect(next).resolves.toEqual({ rows: [] });
});

test('the process is kept alive only while something waits', async () => {
  const { client, threads } = openClient();
  const asked = client.ask(statement);
  expect(threads[0]?.ref).toHaveBeenCalledOnce();
  const unrefs = threads[0]?.unref.mock.calls.length;
  threads[0]?.answer({ id: (threads[0].requests[0] as StatementRequest).id, result: { rows: [] } });
  await asked;
  expect(threads[0]?.unref.mock.calls.length).toBe((unrefs ?? 0) + 1);
});

test('closing ends once the thread has ended, and without a thread at once', async () => {
  const { client, threads, onDeath } = openClient();
  await client.close();
  const asked = client.ask(statement);
  const closed = client.close();
  expect(threads[0]?.requests.at(-1)).toEqual({ kind: 'close' });
  threads[0]?.answer({ id: (threads[0].requests[0] as StatementRequest).id, result: { rows: [] } });
  await asked;
  threads[0]?.exit();
  await closed;
  expect(onDeath).not.toHaveBeenCalled();
});
