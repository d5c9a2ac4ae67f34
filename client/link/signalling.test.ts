import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Socket } from 'socket.io-client';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import { noticeBatch } from '../../protocol/connection/signalling.ts';
import { CallError } from './call-error.ts';
import { settled } from './fake-signalling.ts';
import { Signalling, type SignallingStatus } from './signalling.ts';

/** A socket that the test opens, breaks and answers on by hand. */
class FakeSocket {
  connected = false;
  auth: unknown;
  /** How often it was to be opened. */
  opens = 0;
  disconnects = 0;
  enginesClosed = 0;
  readonly asked: { name: string; input: unknown; answer: (reply: unknown) => void; fail: () => void }[] = [];
  readonly #listeners = new Map<string, Set<(value?: unknown) => void>>();
  readonly io = { engine: { close: () => void (this.enginesClosed += 1) } };

  on(name: string, listener: (value?: unknown) => void): this {
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(name, listeners);
    return this;
  }

  off(name: string, listener: (value?: unknown) => void): this {
    this.#listeners.get(name)?.delete(listener);
    return this;
  }

  say(name: string, value?: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(value);
  }

  connect(): void {
    this.opens += 1;
  }

  disconnect(): void {
    this.disconnects += 1;
    const wasConnected = this.connected;
    this.connected = false;
    if (wasConnected) this.say('disconnect');
  }

  stand(): void {
    this.connected = true;
    this.say('connect');
  }

  breakConnection(): void {
    this.connected = false;
    this.say('disconnect');
  }

  timeout(): { emitWithAck: (name: string, input: unknown) => Promise<unknown> } {
    return {
      emitWithAck: (name, input) => {
        const { promise, resolve, reject } = Promise.withResolvers<unknown>();
        this.asked.push({ name, input, answer: resolve, fail: () => reject(new Error('timeout')) });
        return promise;
      },
    };
  }
}

let socket: FakeSocket;
let tickets: ((ticket: string) => void)[];
let refuseTicket: RequestError | undefined;
let statuses: [SignallingStatus, string | undefined][];
let notices: Notice[];
let signalling: Signalling;

beforeEach(() => {
  vi.useFakeTimers();
  socket = new FakeSocket();
  [tickets, statuses, notices, refuseTicket] = [[], [], [], undefined];
  signalling = new Signalling({
    origin: 'https://meet.example.org',
    clientId: 'window',
    issueTicket: () =>
      refuseTicket ? Promise.reject(refuseTicket) : new Promise((resolve) => tickets.push(resolve)),
    onNotice: (notice) => notices.push(notice),
    onStatus: (status, cause) => statuses.push([status, cause?.code]),
    makeSocket: () => socket as unknown as Socket,
  });
});

afterEach(() => {
  signalling.close();
  vi.useRealTimers();
});

async function connect(): Promise<void> {
  const connecting = signalling.connect();
  tickets.shift()?.('ticket');
  await settled();
  socket.stand();
  await connecting;
}

test('opens its socket with a ticket, and hands on what the server says, one by one or together', async () => {
  await connect();
  expect(socket.auth).toMatchObject({ clientId: 'window', ticket: 'ticket' });
  const locked: Notice = { name: 'room:locked', body: { locked: true } };
  socket.say('room:locked', locked.body);
  socket.say(noticeBatch, [locked, locked]);
  expect(notices).toEqual([locked, locked, locked]);
  expect(statuses).toEqual([]);
});

test('B6: what is closed while its ticket is drawn never opens a socket', async () => {
  const connecting = signalling.connect();
  signalling.close();
  tickets[0]?.('ticket');
  await expect(connecting).rejects.toThrow(CallError);
  expect(socket.opens).toBe(0);
});

test('B6: what is closed while its socket opens does not stand, and says nothing', async () => {
  const connecting = signalling.connect();
  tickets[0]?.('ticket');
  await settled();
  signalling.close();
  await expect(connecting).rejects.toThrow(CallError);
  expect(socket.disconnects).toBeGreaterThan(0);
  socket.stand();
  await settled();
  expect(statuses).toEqual([]);
});

test('B6: what is closed in the middle of coming back opens no socket any more', async () => {
  await connect();
  socket.breakConnection();
  await vi.advanceTimersByTimeAsync(400);
  expect(tickets).toHaveLength(1);
  signalling.close();
  tickets[0]?.('ticket');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(socket.opens).toBe(1);
  expect(statuses).toEqual([['offline', undefined]]);
});

test('comes back by itself after a break, and says so', async () => {
  await connect();
  socket.breakConnection();
  await expect(signalling.request('room:leave', {})).rejects.toThrow(CallError);
  await vi.advanceTimersByTimeAsync(400);
  tickets.shift()?.('another');
  await settled();
  socket.stand();
  await settled();
  expect(statuses.map(([status]) => status)).toEqual(['offline', 'online']);
});

test('a refusal that no other try changes ends it, and is told', async () => {
  await connect();
  refuseTicket = new RequestError('not-signed-in');
  socket.breakConnection();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(statuses).toEqual([
    ['offline', undefined],
    ['ended', 'not-signed-in'],
  ]);
});

test('an answer is what it says; a refusal is thrown; none at all is a broken connection', async () => {
  await connect();
  const lock = () => signalling.request('room:lock', { locked: true });
  const [answered, refused, silent] = [lock(), lock(), lock()];
  socket.asked[0]?.answer({ ok: true, value: {} });
  socket.asked[1]?.answer({ ok: false, error: { code: 'not-permitted' } });
  socket.asked[2]?.fail();
  expect(await answered).toEqual({});
  await expect(refused).rejects.toMatchObject({ code: 'not-permitted' });
  await expect(silent).rejects.toThrow(CallError);
});

test('a request by which a call recovers is repeated when it was too frequent, a request of the person is not', async () => {
  await connect();
  const tooOften = { ok: false, error: { code: 'too-often', retryAfterMs: 500 } };
  const resumed = signalling.request('room:resume', {});
  const locked = signalling.request('room:lock', { locked: true });
  for (const asked of socket.asked) asked.answer(tooOften);
  await expect(locked).rejects.toMatchObject({ code: 'too-often' });
  await vi.advanceTimersByTimeAsync(500);
  expect(socket.asked.map(({ name }) => name)).toEqual(['room:resume', 'room:lock', 'room:resume']);
  socket.asked[2]?.answer({ ok: true, value: {} });
  await resumed;
});

test('a look at a connection that does not answer ends it without a goodbye; several looks ask once', async () => {
  await connect();
  const looks = Promise.all([signalling.check(), signalling.check()]);
  expect(socket.asked).toHaveLength(1);
  socket.asked[0]?.fail();
  expect(await looks).toEqual([false, false]);
  expect([socket.enginesClosed, socket.disconnects]).toEqual([1, 0]);
});
