// Connections that hold still, from this machine: those that never ask, never sign in or never read are cut, and a call goes on.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { countCutForSlowness } from '../torture/slow-sockets.ts';
import { Member, registerAccount } from './member.ts';

/** Deadlines are 5 s. Who is given less was cut for another reason; how much later a busy machine is is no matter here. */
const shortestMs = 2000;
const patienceMs = 30_000;
const perAddress = 50;

let server: ServerProcess;
let canary: Member;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await startServer({
    env: { SOCKETS_PER_ADDRESS: String(perAddress), REQUEST_ALLOWANCE: '1000' },
  });
  canary = await Member.open(server.url, await registerAccount(server.url));
  await canary.request('room:create');
});
afterAll(async () => {
  canary.close();
  await server.stop();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  expect((await canary.request('room:resume')).room.peers).toHaveLength(1);
  expect(canary.closedBecause).toBeUndefined();
});

/** Opens a connection, sends these bytes and nothing more. */
async function hold(bytes: string): Promise<{ readonly closed: Promise<number> }> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const openedMs = performance.now();
  socket.resume();
  socket.write(bytes);
  return { closed: once(socket, 'close').then(() => performance.now() - openedMs) };
}

const upgrade = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];

test('a connection that holds still is closed in time, whatever it began with', async () => {
  const begun = {
    nothing: '',
    'a request whose head never ends': 'GET / HTTP/1.1\r\nHost: x\r\n',
    'a socket that is never opened': upgrade.join('\r\n'),
    'a socket that never signs in': `${upgrade.join('\r\n')}\r\n\r\n`,
    'one question and no other': 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  };
  const lives = await Promise.all(
    Object.entries(begun).map(async ([what, bytes]) => {
      const { closed } = await hold(bytes);
      return { what, livedMs: await Promise.race([closed, sleep(patienceMs, Number.POSITIVE_INFINITY)]) };
    }),
  );
  const wrong = lives.filter(({ livedMs }) => livedMs < shortestMs || livedMs > patienceMs);
  expect(wrong).toEqual([]);
});

test('of many connections from one address the last fifty stay, and who is signed in stays in any case', async () => {
  const held = [];
  for (let count = 0; count < 3 * perAddress; count += 1) held.push(await hold(''));
  await Promise.all(held.slice(0, 2 * perAddress).map(({ closed }) => closed));
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const [, standing] = /^plenum_connections (\d+)$/m.exec(metrics) ?? [];
  expect(Number(standing)).toBeLessThanOrEqual(perAddress);
  expect(Number(/^plenum_sockets_cut_total\{reason="crowd"\} (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
});

test('a window that does not read is cut off before it costs a megabyte, and may come back', async () => {
  const account = await registerAccount(server.url);
  const reader = await Member.open(server.url, account, 'slow-reader');
  await reader.request('room:create');
  const { transport } = reader.socket.io.engine as unknown as {
    transport: { ws: { pause(): void; resume(): void; send(data: string): void } };
  };
  const askOften = async (round: number): Promise<void> => {
    for (let id = round * 200; id < (round + 1) * 200; id += 1)
      transport.ws.send(`42${id}["media:reopen",{}]`);
    await sleep(100);
  };
  // What a server needs to answer often at all is no matter here.
  for (let round = 0; round < 20; round += 1) await askOften(round);
  transport.ws.pause();
  const gone = reader.closed();
  // Each unread answer has several kilobytes; the system's own buffers fill up first.
  for (let round = 20; round < 220 && !(await wasCut()); round += 1) await askOften(round);
  expect(await wasCut()).toBe(true);
  // What the server itself held for it: memory of the process says more of the machine's haste than of this window.
  await expect.poll(heldBytes).toBeGreaterThan(0);
  expect(await heldBytes()).toBeLessThan(1024 * 1024);
  transport.ws.resume();
  await gone;
  const back = await Member.open(server.url, account, 'slow-reader');
  expect((await back.request('room:resume')).room.peers).toHaveLength(1);
  back.close();
});

/** How much of what it had not read waited for the window that was cut off, as the server logged it. */
async function heldBytes(): Promise<number> {
  const [, bytes] = /"waitingBytes":(\d+)/.exec(server.output.stdout + server.output.stderr) ?? [];
  return Number(bytes ?? 0);
}

async function wasCut(): Promise<boolean> {
  return (await countCutForSlowness(server.url)) > 0;
}
