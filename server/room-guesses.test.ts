import { beforeEach, expect, test } from 'vitest';
import { RoomGuesses } from './room-guesses.ts';

const caller = (accountId: string, address = '10.0.0.1') => ({
  accountId,
  address,
  nickname: '',
  sessionId: '',
});

let counted: string[];
let warned: string[];
let guesses: RoomGuesses;
beforeEach(() => {
  counted = [];
  warned = [];
  guesses = new RoomGuesses(
    { countRoomGuess: (what) => void counted.push(what), countRoomAlarm: () => void counted.push('alarm') },
    { warn: (_details: object, sentence: string) => void warned.push(sentence) } as never,
  );
});

test('U8: fifty unknown numbers an hour are an account’s', async () => {
  for (let count = 0; count < 50; count += 1) {
    await guesses.requireFewFailures(caller('anna'), false);
    await guesses.countRefusal(caller('anna'), 'room-unavailable', '12345');
  }
  await expect(guesses.requireFewFailures(caller('anna'), false)).rejects.toMatchObject({
    code: 'too-many-attempts',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  await guesses.requireFewFailures(caller('bert'), false);
});

test('the alarm is given with the probe that reaches the limit, once', async () => {
  for (let count = 0; count < 49; count += 1)
    await guesses.countRefusal(caller('anna'), 'room-unavailable', '12345');
  expect(warned).toEqual([]);
  for (let count = 0; count < 5; count += 1)
    await guesses.countRefusal(caller('anna'), 'room-unavailable', '12345');
  expect(warned).toEqual(['somebody guesses at room numbers']);
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
    await guesses.requireFewFailures(caller('anna'), true);
    await guesses.countRefusal(caller('anna'), 'pin-wrong', '12345');
  }
  await expect(guesses.requireFewFailures(caller('anna'), true)).rejects.toMatchObject({
    code: 'too-many-attempts',
  });
  await guesses.requireFewFailures(caller('anna'), false);
  expect(warned).toEqual(['somebody guesses at the PIN of a room']);
});

test.each([
  ['room-full', '12345'],
  ['pin-needed', '12345'],
  ['room-unavailable', '1234'],
  ['room-unavailable', 'Room 12345'],
  ['room-unavailable', ''],
] as const)('U8: %s for the number %j is no guess', async (code, number) => {
  for (let count = 0; count < 100; count += 1) await guesses.countRefusal(caller('anna'), code, number);
  await guesses.requireFewFailures(caller('anna'), true);
  expect(counted).toEqual([]);
});
