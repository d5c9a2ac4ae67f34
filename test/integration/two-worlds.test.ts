// A class of 300 people behind one router on their first day, through the real server: nobody is told to wait. What a thousand
// accounts of one address get is in server/dispatch/budgets.test.ts and server/features/meeting/room-guesses.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

const timeoutMs = 400_000;
/** As a class does, a few at a time. */
const atOnce = 10;

let server: ServerProcess;
let people: Member[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const member of people) member.close();
  await server.stop();
});

/** Does something for everybody, a few at a time, in order. */
async function each<T, R>(list: readonly T[], act: (entry: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < list.length; start += atOnce) {
    const some = list.slice(start, start + atOnce);
    results.push(...(await Promise.all(some.map((entry, index) => act(entry, start + index)))));
  }
  return results;
}

test('a class registers, joins, mistypes, draws, loses the network together and comes back', {
  timeout: timeoutMs,
}, async () => {
  const places = Array.from({ length: peersPerRoomMax }, (_, index) => index);
  people = await each(places, async () => Member.open(server.url, await registerAccount(server.url)));
  const [teacher, ...pupils] = people as [Member, ...Member[]];
  const { number } = (await teacher.request('room:create')).room;
  const { pin } = await teacher.request('room:require-pin', { required: true });
  const wrong = pin === '000000' ? '000001' : '000000';

  await each(pupils, async (pupil) => {
    expect(await pupil.refusal('room:join', { number, pin: wrong })).toBe('pin-wrong');
    await pupil.request('room:join', { number, pin });
  });
  expect((await teacher.nextNotice('room:pin-guessed')).pinGuesses).toBe(20);

  const { producerId } = await teacher.request('media:produce-data', {
    source: 'screen',
    sctpStreamParameters: { streamId: 1, ordered: false, maxPacketLifeTime: 400 },
  });
  await teacher.request('drawing:allow', { producerId, drawers: { who: 'everybody' } });
  const points = Array.from({ length: 10 }, (_, index) => [100 * index, 5000]);
  await each(pupils.slice(0, 150), (pupil) =>
    pupil.request('drawing:draw', { producerId, stroke: 1, colour: 'red', points }),
  );

  for (const member of people) member.breakLine();
  await each(people, async (member, index) => {
    people[index] = await Member.open(server.url, member.account, member.clientId);
    const { room } = await people[index].request('room:resume');
    expect(room.peers).toHaveLength(peersPerRoomMax);
  });
  const strangers = await registerAccount(server.url);
  const late = await Member.open(server.url, strangers);
  people.push(late);
  expect(await late.refusal('room:join', { number, pin })).toBe('room-full');
  await (people[0] as Member).request('room:leave');
  await late.request('room:join', { number, pin });
});
