// The client's socket against the server's own door, over a line that can be made to carry nothing without anybody being told.
import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Signalling, type SignallingStatus } from '../../client/link/signalling.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { Connection } from '../../server/net/connections.ts';
import { accountRoom } from '../../server/net/outbox.ts';
import { openSocketTransport, type SocketTransport } from '../../server/net/socket-transport.ts';
import { TrustedProxies } from '../../server/addresses/trusted-proxies.ts';

/** A line whose connections can be made to hang for good; later ones are not touched. */
class Line {
  readonly #server: Server;
  readonly #ends: Socket[] = [];
  #carries = true;
  /** Connections that were opened while nothing was carried. */
  hanging = 0;

  constructor(port: number) {
    this.#server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      this.#ends.push(near, far);
      for (const end of [near, far]) end.on('error', () => undefined);
      if (!this.#carries) {
        this.hanging += 1;
        return;
      }
      near.pipe(far);
      far.pipe(near);
    });
  }

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#carries = false;
    for (const end of this.#ends) {
      end.unpipe();
      end.pause();
    }
  }

  mend(): void {
    this.#carries = true;
  }

  close(): void {
    for (const end of this.#ends) end.destroy();
    this.#server.close();
  }
}

const originOf = (server: HttpServer): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let http: HttpServer;
let door: SocketTransport;
let line: Line;
let signalling: Signalling;
let statuses: SignallingStatus[];
/** Whether each socket that went said goodbye. */
let cleanCloses: boolean[];
let opened: number;
let connections: Connection[];
let hasRoom: boolean;

beforeEach(async () => {
  [statuses, cleanCloses, connections, opened, hasRoom] = [[], [], [], 0, true];
  http = createHttpServer();
  door = openSocketTransport({
    names: { publicNames: [], ownNames: [] },
    httpServer: http,
    dispatch: async () => ({ reply: { ok: true, value: {} }, close: false }),
    redeemTicket: async (ticket, address) => ({
      accountId: ticket === 'other account' ? 'other' : 'a',
      nickname: 'A',
      sessionId: 's',
      registeredAtMs: 0,
      looksLikeOlder: false,
      address,
    }),
    hasRoomFor: () => hasRoom,
    onOpen: (connection) => {
      opened += 1;
      connections.push(connection);
    },
    onGone: (_connection, closedCleanly) => cleanCloses.push(closedCleanly),
    proxies: new TrustedProxies([]),
    crowd: { belongsTo: () => true, signedIn: () => true },
    onCut: () => undefined,
    allowance: 1,
    log: pino({ level: 'silent' }),
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  line = new Line((http.address() as AddressInfo).port);
  signalling = new Signalling({
    origin: await line.open(),
    clientId: 'window-1',
    issueTicket: async () => 'ticket',
    onNotice: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  await signalling.connect();
});

afterEach(async () => {
  signalling.close();
  line.close();
  door.close();
  http.close();
});

test('a line that stands is left alone by a look at it', async () => {
  expect(await Promise.all([signalling.check(), signalling.check()])).toEqual([true, true]);
  expect({ statuses, opened }).toEqual({ statuses: [], opened: 1 });
});

test('a line that carries nothing is noticed by a look at it, and opened anew without a goodbye', async () => {
  line.cut();
  expect(await signalling.check()).toBe(false);
  expect(statuses).toEqual(['offline']);
  await expect(signalling.request('connection:check', {})).rejects.toThrow('broke');
  line.mend();
  await expect.poll(() => statuses, { timeout: 20_000 }).toEqual(['offline', 'online']);
  expect(await signalling.check()).toBe(true);
  expect(cleanCloses).not.toContain(true);
});

test('a try that hangs for good is given up for a new one', async () => {
  line.cut();
  await signalling.check();
  await expect.poll(() => line.hanging, { timeout: 20_000 }).toBe(1);
  line.mend();
  await expect.poll(() => signalling.check(), { timeout: 12_000 }).toBe(true);
  expect(statuses).toEqual(['offline', 'online']);
});

test('a window that is closed says goodbye', async () => {
  signalling.close();
  await expect.poll(() => cleanCloses, { timeout: 20_000 }).toEqual([true]);
});

describe('a client that speaks the protocol in its own way', () => {
  const handshake = `40${JSON.stringify({ protocolVersion, ticket: 'ticket', clientId: 'window-2' })}`;

  /** Opens a WebSocket and sends these packets at once; resolves when the server has closed it, with what it said. */
  async function speak(packets: readonly string[]): Promise<string[]> {
    const { port } = http.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    const heard: string[] = [];
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    await once(socket, 'open');
    for (const packet of packets) socket.send(packet);
    await once(socket, 'close');
    return heard;
  }

  test.each([
    ['two handshakes at once', [handshake, handshake]],
    ['a request before the handshake', ['420["connection:check",{}]']],
    ['a request with binary parts', [handshake, '451-0["connection:check",{"_placeholder":true,"num":0}]']],
    ['a goodbye', [handshake, '41']],
    ['a packet of an unknown type', [handshake, '49']],
  ])('is closed: %s', async (_what, packets) => {
    const heard = await speak(packets);
    expect(heard.filter((packet) => packet.startsWith('43'))).toEqual([]);
    expect(opened).toBeLessThanOrEqual(2);
  });

  test('is told how long the server may stand still', async () => {
    const [greeting = ''] = await speak(['49']);
    expect(JSON.parse(greeting.slice(1))).toMatchObject({
      pingInterval: 5000,
      pingTimeout: 15_000,
      maxPayload: 65_536,
    });
  });
});

test('S9: a window too many is refused with the reason, and comes in when another one has closed', async () => {
  signalling.close();
  hasRoom = false;
  const oneMore = new Signalling({
    origin: originOf(http),
    clientId: 'window-2',
    issueTicket: async () => 'ticket',
    onNotice: () => undefined,
    onStatus: () => undefined,
  });
  await expect(oneMore.connect()).rejects.toThrow('too-many-connections');
  hasRoom = true;
  await oneMore.connect();
  expect([oneMore.online, opened]).toEqual([true, 2]);
  oneMore.close();
});

test('U1: a notice to the room of an account reaches each of its sockets but those that are left out, and no recipient reaches none', async () => {
  const heard: [string, Notice][] = [];
  const windows = ['phone-01', 'tab-0001', 'laptop-1'].map(
    (clientId) =>
      new Signalling({
        origin: originOf(http),
        clientId,
        issueTicket: async () => (clientId === 'laptop-1' ? 'other account' : 'ticket'),
        onNotice: (notice) => heard.push([clientId, notice]),
        onStatus: () => undefined,
      }),
  );
  for (const window of windows) await window.connect();
  const [phone] = connections.slice(-3);
  const closing: Notice = { name: 'server:closing', body: {} };
  const lost: Notice = { name: 'media:lost', body: { reason: 'worker-died' } };
  door.broadcast([], [lost]);
  door.broadcast([accountRoom('a')], [lost], [phone?.id ?? '']);
  door.broadcast([accountRoom('a'), accountRoom('other')], [closing]);
  await expect.poll(() => heard.filter(([, { name }]) => name === 'server:closing')).toHaveLength(3);
  expect(heard.filter(([, { name }]) => name === 'media:lost')).toEqual([['tab-0001', lost]]);
  for (const window of windows) window.close();
});
