// Connections that take their time, and sockets that never read what they are sent.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { insideEnv, lookInside } from './inside.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const slowCount = { gate: 400, short: 1000, long: 5000 };
const deafCount = { gate: 20, short: 50, long: 500 };
/** Each from an address of its own, up to what the server lets one address have. */
const perAddress = 45;
/** Slower than this, a header is never whole within the server's deadline. */
const letterMs = 1000;
/** Longer than the server's deadline for a header, which is 5 s. */
const watchedMs = { gate: 7000, short: 12_000, long: 12_000 };
const looks = 6;
/** All of them are connected by then. */
const connectMs = 2000;
/** They sit together, so that the snapshots of the room that they ask for are long. */
const deafPerRoom = 25;
/** What one who does not read makes the server write: more than the kernel itself keeps for a socket, which is some megabytes. */
const questions = 6000;
/** What the server needs to answer them. */
const questionsMs = 300;
const memoryPerDeafMaxMb = 1;

export const slowSockets: TortureTest = {
  id: 'slow-sockets',
  sentence:
    'Opens 1,000 connections that send a letter a second and 50 signed-in sockets that never read (in the long form 5,000 and 500).',
  longMinutes: 4,
  run: ({ form }) =>
    besideCanary((server) => attack(server, form), {
      ...insideEnv,
      REQUEST_ALLOWANCE: '400',
      SOCKETS_PER_ADDRESS: '1000',
    }),
};

async function attack(server: ServerProcess, form: Form): Promise<Check[]> {
  const slow = Array.from({ length: slowCount[form] }, (_, index) => openSlow(server.url, index));
  await sleep(connectMs);
  const before = await lookInside(server);
  const deaf = await openDeaf(server.url, deafCount[form]);
  // While what was written for them waits, or has been thrown away.
  let most = 0;
  for (let look = 0; look < looks; look += 1) {
    await sleep(watchedMs[form] / looks);
    most = Math.max(most, (await lookInside(server)).heapBytes);
  }
  const stillOpen = slow.filter((socket) => !socket.destroyed).length;
  const heldDeaf = deaf.length - (await countCutForSlowness(server.url));
  for (const socket of slow) socket.destroy();
  for (const member of deaf) member.close();
  const perDeafMb = Math.max(0, most - before.heapBytes) / deaf.length / 2 ** 20;
  return [
    none('slow connections that are still open', stillOpen),
    // For some the kernel's own buffers are large enough; with most of them there, nothing would have been tried.
    {
      name: 'deaf sockets that were not cut off',
      unit: '',
      promised: deaf.length / 2,
      measured: heldDeaf,
      worst: heldDeaf,
    },
    {
      name: 'MB per deaf socket',
      unit: '',
      promised: memoryPerDeafMaxMb,
      measured: perDeafMb,
      worst: perDeafMb,
    },
  ];
}

/** A request whose header never ends. */
function openSlow(url: string, index: number): Socket {
  const { hostname, port } = new URL(url);
  const localAddress = `127.0.${1 + Math.floor(index / perAddress / 200)}.${1 + (Math.floor(index / perAddress) % 200)}`;
  const socket = connect({
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port: Number(port),
    localAddress,
  });
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const timer = setInterval(() => socket.write('a'), letterMs);
  socket.on('close', () => clearInterval(timer));
  return socket;
}

/** Sign in, fill rooms, stop reading, and ask on and on. */
async function openDeaf(url: string, count: number): Promise<Member[]> {
  const deaf: Member[] = [];
  let number: string | undefined;
  while (deaf.length < count) {
    const member = await Member.open(url, await registerAccount(url));
    if (deaf.length % deafPerRoom === 0) number = (await member.request('room:create')).room.number;
    else await member.request('room:join', { number });
    deaf.push(member);
  }
  for (const member of deaf) {
    member.stopReading();
    for (let asked = 0; asked < questions; asked += 1) member.socket.emit('room:resume', {}, () => undefined);
    // One after the other, as so many questions at once would be an attack of another kind.
    await sleep(questionsMs);
  }
  return deaf;
}

/** How many sockets the server has cut off because they did not read. */
export async function countCutForSlowness(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(/^plenum_sockets_cut_total\{reason="slow"\} (\d+)$/m.exec(page)?.[1] ?? 0);
}
