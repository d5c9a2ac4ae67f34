// What one address takes of what there is only so much of: requests, places, numbers, drawing.
import { setTimeout as sleep } from 'node:timers/promises';
import { drawingPaces, reconnectGraceMs } from '../../protocol/limits.ts';
import type { ServerProcess } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { besideCanary, type Form, type TortureTest } from './torture-test.ts';

const attackers = { gate: 3, short: 10, long: 50 };
const seconds = { gate: 2, short: 20, long: 120 };
/** Leaves places for the canary and one later member. */
const peersMax = 12;

export const cost: TortureTest = {
  id: 'cost',
  sentence:
    'The dearest requests as fast as they go, from 10 accounts for 20 s (in the long form 50 for two minutes): each socket is cut off, and comes again.',
  longMinutes: 3,
  run: ({ form }) => besideCanary((server) => flood(server, form)),
};

export const places: TortureTest = {
  id: 'places',
  sentence: 'Fills every place of a server with rooms that are left without a goodbye, one socket at a time.',
  longMinutes: 1,
  run: () => besideCanary(fillPlaces, { PEERS_MAX: String(peersMax) }),
};

export const numbers: TortureTest = {
  id: 'numbers',
  sentence: 'Opens and leaves rooms as fast as the server lets 10 accounts (in the long form 50).',
  longMinutes: 3,
  run: ({ form }) => besideCanary((server) => burnNumbers(server, form)),
};

export const drawings: TortureTest = {
  id: 'drawings',
  sentence:
    'Draws as much as the server takes on one shared screen, from 10 accounts (in the long form 50), before one who watches.',
  longMinutes: 3,
  run: ({ form }) => besideCanary((server) => drawAll(server, form)),
};

async function openMember(url: string): Promise<Member> {
  return Member.open(url, await registerAccount(url));
}

/** Runs `act` again and again until the time of the form is over; what is refused or cut off is no matter. */
async function forAWhile(form: Form, act: () => Promise<unknown>): Promise<number> {
  const endMs = performance.now() + 1000 * seconds[form];
  let times = 0;
  while (performance.now() < endMs) {
    await act().catch(() => undefined);
    times += 1;
  }
  return times;
}

async function flood({ url }: ServerProcess, form: Form): Promise<Check[]> {
  let cut = 0;
  const accounts = await Promise.all(Array.from({ length: attackers[form] }, () => registerAccount(url)));
  await Promise.all(
    accounts.map((account) =>
      forAWhile(form, async () => {
        const member = await Member.open(url, account);
        const ids = Array.from({ length: 400 }, (_, index) => `consumer-${index}`);
        for (let asked = 0; asked < 1000; asked += 1)
          member.socket.emit('media:resume', { consumerIds: ids.slice(asked % 200) }, () => undefined);
        await member.closed();
        cut += 1;
      }),
    ),
  );
  return [none('accounts that were never cut off', cut >= attackers[form] ? 0 : 1)];
}

async function fillPlaces({ url }: ServerProcess): Promise<Check[]> {
  for (let index = 0; index < 2 * peersMax; index += 1) {
    const member = await openMember(url);
    await member.ask('room:create');
    member.breakConnection();
    await member.closed();
  }
  const late = await openMember(url);
  const refused = (await late.refusal('room:create')) === 'ok' ? 0 : 1;
  late.close();
  await sleep(reconnectGraceMs + 3000);
  const page = await (await fetch(`${url}/metrics`)).text();
  // The canary has a room with two.
  const left = Number(/^plenum_rooms (\d+)$/m.exec(page)?.[1] ?? Number.NaN) - 1;
  return [none('newcomers refused', refused), none('rooms that nobody is in', left)];
}

async function burnNumbers({ url }: ServerProcess, form: Form): Promise<Check[]> {
  const members = await Promise.all(Array.from({ length: attackers[form] }, () => openMember(url)));
  let opened = 0;
  await Promise.all(
    members.map((member) =>
      forAWhile(form, async () => {
        if ((await member.ask('room:create')).ok) opened += 1;
        await member.ask('room:leave');
      }),
    ),
  );
  for (const member of members) member.close();
  const host = await openMember(url);
  const refused = (await host.refusal('room:create')) === 'ok' ? 0 : 1;
  host.close();
  return [
    none('hosts refused', refused),
    none('rooms opened beyond a hundred an account', Math.max(0, opened - 100 * attackers[form])),
  ];
}

async function drawAll({ url }: ServerProcess, form: Form): Promise<Check[]> {
  const sharer = await openMember(url);
  const { number } = (await sharer.request('room:create')).room;
  const drawers = await Promise.all(Array.from({ length: attackers[form] }, () => openMember(url)));
  for (const drawer of drawers) await drawer.request('room:join', { number });
  const { producerId } = await sharer.request('media:produce-data', {
    source: 'screen',
    sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
  });
  await sharer.request('drawing:allow', { producerId, drawers: { who: 'everybody' } });
  const points = Array.from({ length: 128 }, () => [10_000, 10_000]);
  const beganMs = performance.now();
  await Promise.all(
    drawers.map((drawer) =>
      forAWhile(form, async () => {
        await drawer.ask('drawing:draw', { producerId, stroke: 1, colour: 'red', points });
        await drawer.ask('drawing:erase', { producerId, erasure: { what: 'own' } });
        await drawer.ask('drawing:point', { producerId, at: [10_000, 10_000] });
      }),
    ),
  );
  const passedSeconds = (performance.now() - beganMs) / 1000;
  const told = [...sharer.told('drawing:drawn'), ...sharer.told('drawing:pointed')];
  const bytesPerSecond = (JSON.stringify(told).length - drawingPaces.room.burst) / passedSeconds;
  for (const member of [sharer, ...drawers]) member.close();
  return [
    {
      name: 'bytes of drawing a second',
      unit: '',
      promised: drawingPaces.room.perSecond,
      measured: bytesPerSecond,
      worst: bytesPerSecond,
    },
    none('nothing was drawn', told.length > 0 ? 0 : 1),
  ];
}
