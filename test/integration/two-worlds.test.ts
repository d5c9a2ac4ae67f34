// Both worlds through the real server: a class of 300 people behind one router on their first day, and an attacker with a hundred
// accounts of one address beside people there and elsewhere. No honest member is told to wait. What a thousand accounts get is in
// the unit tests of the limits.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { attackRooms, makeUpTokens, openAttackers, spray } from './attackers.ts';
import { type Account, askHttp, Member, registerAccount } from './member.ts';

const timeoutMs = 400_000;
/** As a class does, a few at a time. */
const atOnce = 10;

let server: ServerProcess;
let people: Member[] = [];

beforeAll(async () => {
  // This machine speaks for clients at addresses of their own, as a proxy does.
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1,::1' } });
});
afterAll(async () => {
  for (const member of people) member.close();
  await server.stop();
});

/** Does something for each person, a few at a time, in order. */
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

  for (const member of people) member.breakConnection();
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

const attackersCount = 100;
const attackersAddress = '203.0.113.66';
const elsewhere = '198.51.100.7';
/** Where the others' accounts were made, so that no device or address is known. */
const home = '192.0.2.9';

/** Signs in on a new device at an address, mistyping the password once. */
async function signInAnew({ phone }: Account, address: string): Promise<Account> {
  const { salt } = (await askHttp(server.url, 'account:salt', { login: phone }, undefined, address)).body;
  const signIn = (password: string) => {
    const digest = createHash('md5')
      .update(`${String(salt)}${password}`)
      .digest('hex');
    return askHttp(server.url, 'account:sign-in', { login: phone, digest }, undefined, address);
  };
  expect((await signIn('a pasword')).body.error?.code).toBe('wrong-credentials');
  const { status, body } = await signIn('a password');
  expect([status, body.error]).toEqual([200, undefined]);
  return body as unknown as Account;
}

interface Lesson {
  readonly teacher: Member;
  readonly pupil: Member;
  readonly number: string;
  readonly pin: string;
}

/** A teacher and a pupil from elsewhere sign in on new devices at an address and meet; the pupil mistypes number and PIN. */
async function beginLesson(address: string): Promise<Lesson> {
  const open = async (): Promise<Member> => {
    const account = await registerAccount(server.url, undefined, home);
    const member = await Member.open(server.url, await signInAnew(account, address), undefined, address);
    people.push(member);
    return member;
  };
  const [teacher, pupil] = [await open(), await open()];
  const { number: old } = (await teacher.request('room:create')).room;
  await teacher.request('room:leave');
  const { number } = (await teacher.request('room:create')).room;
  const { pin = '' } = await teacher.request('room:require-pin', { required: true });
  const wrong = pin === '000000' ? '000001' : '000000';
  expect(await pupil.refusal('room:join', { number: old })).toBe('room-unavailable');
  expect(await pupil.refusal('room:join', { number, pin: wrong })).toBe('pin-wrong');
  await pupil.request('room:join', { number, pin });
  return { teacher, pupil, number, pin };
}

/** What happens in a lesson: going and coming back, a lost line, the end. */
async function goOn({ teacher, pupil, number, pin }: Lesson, address: string): Promise<void> {
  await pupil.request('room:leave');
  await pupil.request('room:join', { number, pin });
  pupil.breakConnection();
  const again = await Member.open(server.url, pupil.account, pupil.clientId, address);
  people.push(again);
  expect((await again.request('room:resume')).room.peers).toHaveLength(2);
  await teacher.request('room:leave');
}

test('S7: S9: S12: S17: a hundred accounts of one address attack, and no member there or elsewhere is refused', {
  timeout: timeoutMs,
}, async () => {
  const attackers = await openAttackers(server.url, attackersAddress, attackersCount);
  people.push(...attackers);
  const sprayed = await spray(server.url, attackersAddress);
  expect([...sprayed.keys()]).toEqual(['wrong-credentials']);
  const madeUp = await makeUpTokens(server.url, attackersAddress);
  expect(madeUp).toEqual(
    new Map([
      ['not-signed-in', 600],
      ['too-often', 100],
    ]),
  );
  const addresses = [attackersAddress, elsewhere] as const;
  const before = await Promise.all([beginLesson(attackersAddress), beginLesson(elsewhere)]);
  const attack = attackRooms(attackers, before[0]);
  const during = await Promise.all(addresses.map(beginLesson));
  const answers = await attack;
  const after = await Promise.all(addresses.map(beginLesson));
  for (const lessons of [before, during, after])
    await Promise.all(lessons.map((lesson, index) => goOn(lesson, addresses[index] ?? '')));
  // What the attackers got: ten rooms an account, three PINs and five unknown numbers, and nothing that one asks at once twice.
  const got = (what: string): number => answers.get(what) ?? 0;
  expect(got('room:create ok')).toBeLessThanOrEqual(10 * attackersCount);
  expect(got('room:join pin-wrong')).toBeLessThanOrEqual(3 * attackersCount);
  expect(got('guess room-unavailable')).toBeLessThanOrEqual(5 * attackersCount);
  expect(got('room:join ok')).toBe(0);
  for (const name of [
    'room:create too-often',
    'room:join too-many-attempts',
    'guess too-many-attempts',
    'media:resume too-often',
  ])
    expect([name, got(name) > 0]).toEqual([name, true]);
  expect(got('media:resume not-in-room')).toBe(5 * attackersCount);
});
