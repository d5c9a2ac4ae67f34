import { beforeEach, expect, test } from 'vitest';
import { networksOf } from '../../addresses/client-networks.ts';
import { RoomGuesses } from './room-guesses.ts';

const nowMs = Date.UTC(2026, 11, 1);
const caller = (accountId: string, address = '10.0.0.1', registeredAtMs = 0) => ({
  accountId,
  address,
  nickname: '',
  sessionId: '',
  registeredAtMs,
  looksLikeOlder: false,
});
/** Of an account that was made just now. */
const newcomer = (accountId: string, address?: string) => caller(accountId, address, nowMs);
const numberOf = (index: number): string => String(index).padStart(5, '0');

let counted: string[];
let warned: string[];
let hostTold: [string, number][];
let guesses: RoomGuesses;
beforeEach(() => {
  counted = [];
  warned = [];
  hostTold = [];
  guesses = openGuesses();
});

function openGuesses(): RoomGuesses {
  return new RoomGuesses({
    metrics: {
      countRoomGuess: (what) => void counted.push(what),
      countRoomAlarm: () => void counted.push('alarm'),
    },
    log: { warn: (_details: object, sentence: string) => void warned.push(sentence) } as never,
    onPinsGuessed: (number, failures) => hostTold.push([number, failures]),
    now: () => nowMs,
  });
}

/** Tries wrong PINs of a room until it is told to wait. @returns how many were tried */
async function guessPins(
  who: { accountId: string; address: string; registeredAtMs?: number },
  number = '12345',
): Promise<number> {
  const guesser = caller(who.accountId, who.address, who.registeredAtMs);
  for (let tried = 0; ; tried += 1) {
    try {
      await guesses.requireFewFailures(guesser, true, number);
    } catch {
      return tried;
    }
    await guesses.countRefusal(guesser, 'pin-wrong', number);
  }
}

async function guessTogether(
  count: number,
  addressOf: (index: number) => string,
  registeredAtMs = 0,
): Promise<number> {
  let tried = 0;
  for (let index = 0; index < count; index += 1)
    tried += await guessPins({ accountId: `account-${index}`, address: addressOf(index), registeredAtMs });
  return tried;
}

/** Tries one unknown number after the other until it is told to wait. @returns how many were tried */
async function probe(who: ReturnType<typeof caller>): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    try {
      await guesses.requireFewFailures(who, false, numberOf(tried));
    } catch {
      return tried;
    }
    await guesses.countRefusal(who, 'room-unavailable', numberOf(tried));
  }
}

test('U8: fifty unknown numbers an hour are an account’s', async () => {
  expect(await probe(caller('anna'))).toBe(50);
  await expect(guesses.requireFewFailures(caller('anna'), false, '12345')).rejects.toMatchObject({
    code: 'too-many-attempts',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  await guesses.requireFewFailures(caller('bert'), false, '12345');
});

test('the alarm is given with the probe that reaches the limit, once', async () => {
  for (let count = 0; count < 49; count += 1)
    await guesses.countRefusal(caller('anna'), 'room-unavailable', numberOf(count));
  expect(warned).toEqual([]);
  for (let count = 0; count < 5; count += 1)
    await guesses.countRefusal(caller('anna'), 'room-unavailable', numberOf(count));
  expect(warned).toEqual(['a caller guesses room numbers']);
  expect(counted.filter((what) => what === 'alarm')).toHaveLength(1);
});

test('many accounts and addresses that probe a little each give the alarm together', async () => {
  for (let count = 0; count < 500; count += 1) {
    await guesses.countRefusal(
      caller(`account-${count}`, `10.0.${count >> 8}.${count & 255}`),
      'room-unavailable',
      '12345',
    );
  }
  expect(warned).toEqual(['room numbers are guessed at from many places']);
});

test('ten wrong PINs keep an account from trying PINs, not from joining rooms without one', async () => {
  for (let count = 0; count < 10; count += 1) {
    await guesses.requireFewFailures(caller('anna'), true, '12345');
    await guesses.countRefusal(caller('anna'), 'pin-wrong', '12345');
  }
  await expect(guesses.requireFewFailures(caller('anna'), true, '12345')).rejects.toMatchObject({
    code: 'too-many-attempts',
  });
  await guesses.requireFewFailures(caller('anna'), false, '12345');
  expect(warned).toEqual(['a caller guesses the PIN of a room']);
});

test.each([
  ['room-full', '12345'],
  ['pin-needed', '12345'],
  ['room-unavailable', '1234'],
  ['room-unavailable', 'Room 12345'],
  ['room-unavailable', ''],
] as const)('U8: %s for the number %j is no guess', async (code, number) => {
  for (let count = 0; count < 100; count += 1) await guesses.countRefusal(caller('anna'), code, number);
  await guesses.requireFewFailures(caller('anna'), true, '12345');
  expect(counted).toEqual([]);
});

test('S12: a thousand accounts of one address try a thousandth of what an hour of guessing would need', async () => {
  const tried = await guessTogether(1000, () => '10.0.0.1');
  expect(tried).toBeLessThanOrEqual(600 + 2 * 1000);
});

test('S12: a whole IPv6 site is counted as one, not as 65,536 addresses', async () => {
  const tried = await guessTogether(
    2000,
    (index) => networksOf(`2001:db8:1:${index.toString(16)}::1`)[0].key,
  );
  expect(tried).toBeLessThanOrEqual(16 * 600 + 2 * 2000);
});

test('S9: an account of today asks for five unknown numbers an hour, an older one for fifty', async () => {
  expect(await probe(newcomer('anna'))).toBe(5);
  expect(warned).toEqual(['a caller guesses room numbers']);
  expect(await probe(caller('bert'))).toBe(50);
});

test('S9: a hundred accounts of today at a hundred addresses try a third of the PINs that older ones try', async () => {
  const address = (index: number): string => `10.1.${index >> 8}.${index & 255}`;
  expect(await guessTogether(100, address, nowMs)).toBe(3 * 100);
  guesses = openGuesses();
  expect(await guessTogether(100, address)).toBe(10 * 100);
});

test('S9: on their first day three hundred people behind one router mistype a number and a PIN, half of them twice, and come in', async () => {
  for (let index = 0; index < 300; index += 1) {
    const person = newcomer(`person-${index}`);
    await guesses.requireFewFailures(person, false, '54321');
    await guesses.countRefusal(person, 'room-unavailable', '54321');
    for (let mistyped = 0; mistyped < 1 + (index % 2); mistyped += 1) {
      await guesses.requireFewFailures(person, true, '12345');
      await guesses.countRefusal(person, 'pin-wrong', '12345');
    }
    await guesses.requireFewFailures(person, true, '12345');
  }
});

test('S9: who asks again and again for a room that is not open yet guesses once', async () => {
  for (let count = 0; count < 100; count += 1) {
    await guesses.requireFewFailures(newcomer('anna'), false, '12345');
    await guesses.countRefusal(newcomer('anna'), 'room-unavailable', '12345');
  }
  expect(counted).toEqual(['number']);
});

test('S12: three hundred people behind one router mistype a PIN and a number each, and none waits', async () => {
  for (let index = 0; index < 300; index += 1) {
    const person = caller(`person-${index}`, '10.0.0.1');
    await guesses.requireFewFailures(person, false, '54321');
    await guesses.countRefusal(person, 'room-unavailable', '54321');
    await guesses.requireFewFailures(person, true, '12345');
    await guesses.countRefusal(person, 'pin-wrong', '12345');
    await guesses.requireFewFailures(person, true, '12345');
  }
});

test('S12: the host is notified when the room is guessed at from many addresses, and no caller who knows the PIN is kept out', async () => {
  await guessTogether(400, (index) => `10.1.${index >> 8}.${index & 255}`);
  expect(hostTold).toEqual([20, 100, 500, 1000].map((count) => ['12345', count]));
  expect(warned).toContain('the PIN of one room is guessed at from many places');
  const late = { accountId: 'late guesser', address: '10.2.0.1' };
  expect(await guessPins(late)).toBe(2);
  expect(await guessPins({ accountId: 'other', address: '10.2.0.2' }, '99999')).toBe(10);
  // Who guessed, and who sits beside them.
  await guesses.requireFewFailures(caller('knows it', '10.1.0.1'), true, '12345');
});

test('S12: counts go on after a restart', async () => {
  await guessPins({ accountId: 'anna', address: '10.0.0.1' });
  const stored: unknown = JSON.parse(JSON.stringify(guesses.dump()));
  guesses = openGuesses();
  guesses.restore(stored as ReturnType<RoomGuesses['dump']>);
  await expect(guesses.requireFewFailures(caller('anna'), true, '12345')).rejects.toMatchObject({
    code: 'too-many-attempts',
  });
  await guesses.requireFewFailures(caller('bert'), true, '12345');
});
