// What one member asks without end costs the server no more than it may, and no other member notices.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consumersPerPeerMax, socketPaces } from '../../protocol/limits.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
});

async function openPair(): Promise<{ host: Member; guest: Member }> {
  const host = await Member.open(server.url, await registerAccount(server.url));
  const guest = await Member.open(server.url, await registerAccount(server.url));
  const { room } = await host.request('room:create');
  await guest.request('room:join', { number: room.number, secret: room.secret });
  return { host, guest };
}

/** How many sockets the log says were cut off for it. */
const countCutForExcess = (): number =>
  server.output.stderr.split('a socket asked on and on and was cut off').length - 1;

test('S9: lists of different ids are paid by their length, and what no budget covers is refused', async () => {
  const { host, guest } = await openPair();
  const ids = (from: number): string[] =>
    Array.from({ length: consumersPerPeerMax }, (_, index) => `consumer-${from}-${index}`);
  const codes = await Promise.all(
    Array.from({ length: 10 }, (_, from) => guest.refusal('media:resume', { consumerIds: ids(from) })),
  );
  expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'no-such-consumer'));
  expect(new Set(codes.slice(6))).toEqual(new Set(['too-often']));
  expect(await host.refusal('media:resume', { consumerIds: ids(0) })).toBe('no-such-consumer');
  for (const member of [host, guest]) member.close();
});

test('S9: who goes on beyond 200 refusals is cut off, and others in the room are not', async () => {
  const { host, guest } = await openPair();
  const before = countCutForExcess();
  for (let asked = 0; asked < 400; asked += 1)
    guest.socket.emit('room:leave', { wrong: asked }, () => undefined);
  for (let asked = 0; asked < 400; asked += 1) guest.socket.emit('no-such:request', {}, () => undefined);
  await guest.closed();
  await expect.poll(countCutForExcess).toBe(before + 1);
  expect(await host.ask('connection:check')).toEqual({ ok: true, value: {} });
  host.close();
});

test('S9: a flood of frames is cut off, also of those that ask for no answer', async () => {
  const { host, guest } = await openPair();
  const before = countCutForExcess();
  for (let sent = 0; sent < 2 * socketPaces.frames.burst; sent += 1)
    guest.socket.emit('connection:check', {});
  await guest.closed();
  await expect.poll(countCutForExcess).toBe(before + 1);
  expect(await host.ask('connection:check')).toEqual({ ok: true, value: {} });
  host.close();
});

test('S9: a flood of bytes in few frames is cut off', async () => {
  const { host, guest } = await openPair();
  const before = countCutForExcess();
  const text = 'x'.repeat(60_000);
  // One after the other: more at once than the WebSocket library takes is cut off by it.
  while (guest.closedBecause === undefined)
    await Promise.race([guest.ask('connection:check', { text }).catch(() => undefined), guest.closed()]);
  await expect.poll(countCutForExcess).toBe(before + 1);
  expect(await host.ask('connection:check')).toEqual({ ok: true, value: {} });
  host.close();
});
