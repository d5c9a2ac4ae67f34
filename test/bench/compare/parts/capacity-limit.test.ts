import { expect, test } from 'vitest';
import { type CapacitySample, findEnd } from './capacity-limit.ts';

const idle = { busy: 0.4, loopDelayP99Ms: 6 };
const good = { relay: 'one', round: 1, rooms: 1, cores: 0.1, loss: 0, delayP99Ms: 4, generator: idle };

const series = (...changes: Partial<CapacitySample>[]): CapacitySample[] =>
  changes.map((change, index) => ({ ...good, rooms: index + 1, ...change }));

test('a relay that begins to lose carried the number of rooms before', () => {
  expect(findEnd(series({}, {}, { loss: 0.002 }))).toEqual({ rooms: 2, because: 'relay' });
});

test('a delay at the limit is no longer carried, and the machine is to blame where the relay has half of its core left', () => {
  expect(findEnd(series({}, { delayP99Ms: 20, cores: 0.9 }))).toEqual({ rooms: 1, because: 'relay' });
  expect(findEnd(series({}, { delayP99Ms: 20, cores: 0.2 }))).toEqual({ rooms: 1, because: 'machine' });
});

test('a generator that has no time left is named, whatever else was seen', () => {
  const busy = { busy: 0.97, loopDelayP99Ms: 30 };
  expect(findEnd(series({}, {}, { generator: busy }))).toEqual({ rooms: 3, because: 'generator' });
  expect(findEnd(series({}, { generator: busy, loss: 0.2 }))).toEqual({ rooms: 1, because: 'generator' });
});

test('a series that ends by itself had nothing in its way', () => {
  expect(findEnd(series({}, {}))).toEqual({ rooms: 2, because: 'nothing' });
});
