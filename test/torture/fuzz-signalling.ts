// Frames that no client sends, on many sockets at once.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { protocolVersion } from '../../protocol/limits.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { askHttp, Member, registerAccount, type Account } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { makeFrame } from './fuzz/frames.ts';
import { createRandom, integer, type Random } from './fuzz/random.ts';
import { RawSocket } from './fuzz/raw-socket.ts';
import { insideEnv, lookInside } from './inside.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const frames = { gate: 2000, short: 10_000, long: 1_000_000 };
const attackers = 8;
/** So many frames go out before it is looked whether the socket still stands. */
const volley = 25;
/** A pause between volleys, so that the attack does not starve all processes of the processor. */
const pauseMs = 5;
/** The sockets of the attackers are gone by then. */
const settleMs = 8000;
const memoryGrowthMax = 5;

export const fuzzSignalling: TortureTest = {
  id: 'fuzz-signalling',
  sentence:
    'Sends frames made from the protocol’s own schemas and bent at every layer (10,000; in the long form 1,000,000), on eight sockets.',
  longMinutes: 5,
  run: ({ seed, form }) =>
    besideCanary((server) => attack(server, form, seed), {
      ...insideEnv,
      REQUEST_ALLOWANCE: '1000',
      LOG_LEVEL: 'warn',
    }),
};

async function attack(server: ServerProcess, form: Form, seed: number): Promise<Check[]> {
  const witness = await Member.open(server.url, await registerAccount(server.url));
  const before = (await witness.request('room:create')).room;
  const accounts = await Promise.all(Array.from({ length: attackers }, () => registerAccount(server.url)));
  const attackAll = () => fire(server.url, accounts, frames[form], seed);
  const growths: Check[] = [];
  // So few frames as the gate sends show no leak.
  if (form === 'gate') await attackAll();
  else {
    // What is allocated once, by the first of each kind, is no leak either.
    await fire(server.url, accounts, Math.round(frames[form] / 10), seed + 1000);
    growths.push(await growthBy(server, attackAll));
  }
  const after = (await witness.request('room:resume')).room;
  witness.close();
  return [
    none('effects on another room', JSON.stringify(after) === JSON.stringify(before) ? 0 : 1),
    ...growths,
  ];
}

/** What more the server holds in memory afterwards. */
async function growthBy(server: ServerProcess, deed: () => Promise<void>): Promise<Check> {
  await sleep(settleMs);
  const { heapBytes } = await lookInside(server);
  await deed();
  await sleep(settleMs);
  const growth = (100 * ((await lookInside(server)).heapBytes - heapBytes)) / heapBytes;
  return { name: 'memory', unit: '%', promised: memoryGrowthMax, measured: growth, worst: growth };
}

async function fire(url: string, accounts: readonly Account[], count: number, seed: number): Promise<void> {
  const each = Math.ceil(count / accounts.length);
  await Promise.all(
    accounts.map((account, index) => fireFrom(url, account, each, createRandom(seed * 1000 + index))),
  );
}

async function fireFrom(url: string, account: Account, count: number, random: Random): Promise<void> {
  let socket = await openSignedIn(url, account, random);
  const ids = [account.accountId, 'x', '00000'];
  for (let sent = 0; sent < count; sent += volley) {
    if (!socket.open) socket = await openSignedIn(url, account, random);
    for (let shot = 0; shot < volley; shot += 1) {
      const { payload, ...options } = makeFrame(random, ids);
      socket.send(payload, options);
    }
    await socket.drained();
    await sleep(pauseMs);
  }
  socket.close();
}

/** Mostly as a client does it, so that what follows gets as far as the handlers; now and then with nothing at all. */
async function openSignedIn(url: string, account: Account, random: Random): Promise<RawSocket> {
  const socket = await RawSocket.open(url);
  if (random() < 0.05) return socket;
  const { body } = await askHttp(url, 'account:ticket', {}, account.token);
  const handshake = { protocolVersion, ticket: body['ticket'], clientId: randomBytes(8).toString('hex') };
  socket.send(`40${JSON.stringify(handshake)}`);
  await sleep(20);
  if (random() < 0.7) socket.send('421["room:create",{}]');
  await sleep(integer(random, 20));
  return socket;
}
