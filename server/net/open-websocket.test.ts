import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Server as Engine, type Socket } from 'engine.io';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { collectGarbage } from '../observe/collect-garbage.ts';
import { openWebSocket } from './open-websocket.ts';

let engine: Engine;
let http: Server;
let request: WeakRef<IncomingMessage>;
let client: WebSocket;
let raw: Socket;

beforeEach(async () => {
  engine = new Engine({ transports: ['websocket'] });
  http = createServer().on('upgrade', (asked: IncomingMessage, stream: Duplex, head: Buffer) => {
    request = new WeakRef(asked);
    openWebSocket(engine, asked, stream, head);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const { port } = http.address() as AddressInfo;
  const opened = once(engine, 'connection') as Promise<[Socket]>;
  client = new WebSocket(`ws://127.0.0.1:${port}/engine.io/?EIO=4&transport=websocket`);
  await once(client, 'open');
  [raw] = await opened;
});
afterEach(() => {
  client.terminate();
  http.close();
});

test('nothing of a connection holds the request it came with', async () => {
  Object.assign(raw, { request: null });
  await turn();
  await collectGarbage();
  expect(request.deref()).toBeUndefined();
  expect(raw.readyState).toBe('open');
});

test('the end of a connection is noticed all the same', async () => {
  const gone = once(raw, 'close');
  client.terminate();
  expect(await gone).toContain('transport close');
});
