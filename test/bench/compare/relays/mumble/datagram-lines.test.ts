import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatagramLines } from './datagram-lines.ts';

let server: Socket;
let lines: DatagramLines;
/** Whom the server has heard, by what they said. */
let heard: Map<string, RemoteInfo>;

beforeEach(async () => {
  heard = new Map();
  server = createSocket('udp4').bind(0, '127.0.0.1');
  server.on('message', (bytes, from) => heard.set(String(bytes), from));
  await once(server, 'listening');
  lines = await DatagramLines.open(server.address().port, 3);
});
afterEach(async () => {
  await lines.close();
  server.close();
});

/** What this line says has reached the server. */
async function say(line: number, text: string): Promise<RemoteInfo> {
  lines.send(line, Buffer.from(text));
  while (!heard.has(text)) await once(server, 'message');
  return heard.get(text) as RemoteInfo;
}

const answer = (to: RemoteInfo, text: string) =>
  new Promise<void>((resolve) => server.send(text, to.port, to.address, () => resolve()));

test('every line sends from a socket of its own', async () => {
  const ports = [];
  for (const line of [0, 1, 2]) ports.push((await say(line, `from ${line}`)).port);
  expect(new Set(ports).size).toBe(3);
});

test('what arrives is counted on all lines, and handed over of those that are listened to', async () => {
  const [first, second] = [await say(0, 'first'), await say(1, 'second')];
  const arrived: string[] = [];
  lines.listen(1, (datagram) => arrived.push(String(datagram)));
  await lines.count();
  await answer(first, 'to the first');
  for (const text of ['one', 'two', 'three']) await answer(second, text);
  expect(await lines.count()).toEqual({ received: 4, dropped: 0 });
  expect(arrived).toEqual(['one', 'two', 'three']);
});
