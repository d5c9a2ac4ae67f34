import pino from 'pino';
import { expect, test } from 'vitest';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { PersistedRoom } from '../../../rooms/persisted-room.ts';
import { RoomPersister } from './room-persister.ts';

const log = pino({ level: 'silent' });
const roomOf = (number: string): PersistedRoom => ({
  number,
  secret: '',
  locked: false,
  pin: undefined,
  voice: 'speex',
  hostPeerId: '',
  ownerAccountId: 'ann',
  places: [],
});

/** A keeper, and what its store was told. @param writeMs how long each writing takes */
function openKeeper(rooms: Set<string>, failures = 0, writeMs = 0) {
  const written: string[] = [];
  let left = failures;
  const write = (what: string): void => {
    if ((left -= 1) >= 0) throw new RequestError('database-unavailable');
    written.push(what);
  };
  const keeper = new RoomPersister({
    store: {
      save: async ({ number }) => {
        await new Promise((resolve) => setTimeout(resolve, writeMs));
        write(`save ${number}`);
      },
      delete: async (number) => write(`delete ${number}`),
    },
    read: (number) => (rooms.has(number) ? roomOf(number) : undefined),
    log,
  });
  return { keeper, written };
}

test('a room that changes often is written once, as it is in the end', async () => {
  const rooms = new Set(['00001', '00002']);
  const { keeper, written } = openKeeper(rooms);
  for (let change = 0; change < 50; change += 1) keeper.note('00001');
  keeper.note('00002');
  rooms.delete('00002');
  await keeper.close();
  expect(written).toEqual(['save 00001', 'delete 00002']);
});

test('what the database refused is written when it is back', async () => {
  const { keeper, written } = openKeeper(new Set(['00001']), 1);
  keeper.note('00001');
  await expect.poll(() => written, { timeout: 10_000 }).toEqual(['save 00001']);
  await keeper.close();
});

test('what happens to rooms after the close is not written', async () => {
  const rooms = new Set(['00001']);
  const { keeper, written } = openKeeper(rooms);
  keeper.note('00001');
  await keeper.close();
  rooms.clear();
  keeper.note('00001');
  await keeper.close();
  expect(written).toEqual(['save 00001']);
});

test('over a slow disk it is rested after each writing, and a server that ends does not wait for that', async () => {
  const { keeper, written } = openKeeper(new Set(['00001']), 0, 15);
  keeper.note('00001');
  await expect.poll(() => written).toHaveLength(1);
  keeper.note('00001');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(written).toHaveLength(1);
  await keeper.close();
  expect(written.length).toBeGreaterThan(1);
});

test('B11: whatever moment of a writing a room changes in, it is written', async () => {
  const rooms = new Set(Array.from({ length: 12 }, (_, index) => `0000${index}`));
  const written = new Set<string>();
  let isFirst = true;
  const keeper = new RoomPersister({
    store: {
      save: async ({ number }) => {
        written.add(number);
        if (!isFirst) return;
        isFirst = false;
        // One more with each step that the writing takes to its end.
        let step = Promise.resolve();
        for (const other of rooms) step = step.then(() => keeper.note(other));
      },
      delete: async () => undefined,
    },
    read: (number) => roomOf(number),
    log,
  });
  keeper.note('00000');
  await expect.poll(() => written.size, { timeout: 10_000 }).toBe(rooms.size);
  await keeper.close();
});
