import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusalsMax, socketPaces } from '../../protocol/limits.ts';
import { ClientSocket, type SignedInSocket } from './client-socket.ts';

const caller = {
  address: '::1',
  accountId: 'ann',
  nickname: 'Ann',
  sessionId: 's',
  clientId: 'window-1',
  arrivedAt: '::1',
  registeredAtMs: 0,
  looksLikeOlder: false,
};

const origin = { address: '::1', connectionKey: '::1 1', arrivedAt: '::1' };
const listener = {
  onSlow: () => void cuts.push('slow'),
  onExcess: ({ accountId }: ClientSocket) => void cuts.push(`excess of ${accountId}`),
};

class FakeWebSocket extends EventEmitter {
  bufferedAmount = 0;
  readonly terminate = vi.fn();
}

class FakeRaw extends EventEmitter {
  readyState: 'open' | 'closing' | 'closed' = 'open';
  readonly close = vi.fn(() => (this.readyState = 'closed'));

  /** As engine.io does with a packet that its transport does not take at once. */
  queue(data: string): void {
    this.emit('packetCreate', { type: 'message', data });
  }
}

let webSocket: FakeWebSocket;
let raw: FakeRaw;
let cuts: string[];
let client: ClientSocket;

beforeEach(() => {
  vi.useFakeTimers();
  [webSocket, raw, cuts] = [new FakeWebSocket(), new FakeRaw(), []];
  client = new ClientSocket(raw, webSocket, origin, listener, 1);
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was said on the socket that signed in. */
function signIn(): unknown[] {
  const said: unknown[] = [];
  const socket: SignedInSocket = {
    id: 'socket-1',
    data: { caller },
    emit: (...event) => said.push(event),
    disconnect: (close) => said.push({ close }),
  };
  client.welcome(socket);
  return said;
}

describe('S9: what a client may send', () => {
  test.each(['message', 'ping', 'pong'])(
    'too many frames of the kind %s end it, once and at once',
    (kind) => {
      signIn();
      for (let sent = 0; sent < socketPaces.frames.burst; sent += 1) webSocket.emit(kind, Buffer.alloc(1));
      expect(client.gone).toBe(false);
      for (let sent = 0; sent < 3; sent += 1) webSocket.emit(kind, Buffer.alloc(1));
      expect(cuts).toEqual(['excess of ann']);
      expect(client.gone).toBe(true);
      expect(webSocket.terminate).toHaveBeenCalledOnce();
      expect(raw.close).toHaveBeenCalledExactlyOnceWith(true);
    },
  );

  test('is counted before engine.io reads it', () => {
    const order: string[] = [];
    const other = new FakeWebSocket();
    other.on('message', () => order.push(`read while gone is ${later.gone}`));
    const later = new ClientSocket(new FakeRaw(), other, origin, listener, 1);
    other.emit('message', Buffer.alloc(socketPaces.bytes.burst));
    other.emit('message', Buffer.alloc(1));
    expect(order).toEqual(['read while gone is false', 'read while gone is true']);
  });

  test('who goes on beyond so many refusals is ended', () => {
    for (let count = 1; count < refusalsMax.count; count += 1) client.countRefusal();
    expect(cuts).toEqual([]);
    client.countRefusal();
    client.countRefusal();
    expect(cuts).toEqual(['excess of undefined']);
  });
});

describe('what waits to be read', () => {
  test('is what engine.io keeps and what the system has not taken; beyond 384 KB the client is cut off, once', () => {
    webSocket.bufferedAmount = 200 * 1024;
    raw.queue('x'.repeat(180 * 1024));
    expect(cuts).toEqual([]);
    raw.queue('x'.repeat(10 * 1024));
    raw.queue('x');
    expect(cuts).toEqual(['slow']);
    expect(client.gone).toBe(true);
    expect(webSocket.terminate).toHaveBeenCalledOnce();
  });

  test('does not end anything at once, since what is sent may be of a change that goes on', () => {
    raw.queue('x'.repeat(400 * 1024));
    expect(cuts).toEqual(['slow']);
    expect(raw.close).not.toHaveBeenCalled();
  });

  test('is counted in bytes, and forgotten when the WebSocket takes it', () => {
    for (let sent = 0; sent < 100; sent += 1) {
      raw.queue('ü'.repeat(100 * 1024));
      raw.emit('flush');
    }
    expect(cuts).toEqual([]);
    raw.queue('ü'.repeat(193 * 1024));
    expect(cuts).toEqual(['slow']);
  });

  test('makes a client be behind beyond 64 KB', () => {
    webSocket.bufferedAmount = 64 * 1024;
    expect(client.behind).toBe(false);
    raw.queue('x');
    expect(client.behind).toBe(true);
  });
});

test('one handshake is taken of a connection', () => {
  expect([client.ask(), client.ask(), client.ask()]).toEqual([true, false, false]);
});

test('a notice goes out by its name once the client has signed in, and not before', () => {
  client.notify({ name: 'server:closing', body: {} });
  const said = signIn();
  client.notify({ name: 'media:lost', body: { reason: 'worker-died' } });
  expect(said).toEqual([['media:lost', { reason: 'worker-died' }]]);
  expect(client.socketId).toBe('socket-1');
});

test('closing says goodbye, and who does not answer is cut off a second later', () => {
  const said = signIn();
  client.close();
  expect(said).toEqual([{ close: true }]);
  expect(raw.close).toHaveBeenCalledExactlyOnceWith();
  expect(webSocket.terminate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(webSocket.terminate).toHaveBeenCalledOnce();
});

test.each([
  ['client namespace disconnect', 1005, 'left'],
  ['client namespace disconnect', undefined, 'left'],
  ['transport close', 1000, 'closed'],
  ['transport close', 1001, 'closed'],
  ['transport close', 1005, 'broken'],
  ['transport close', 1006, 'broken'],
  ['transport error', 1001, 'broken'],
  ['ping timeout', undefined, 'broken'],
  ['forced close', 1000, 'broken'],
] as const)('a client that goes by %s with the code %s: %s', (reason, code, departure) => {
  if (code !== undefined) webSocket.emit('close', code);
  expect(client.departureOf(reason)).toBe(departure);
});
