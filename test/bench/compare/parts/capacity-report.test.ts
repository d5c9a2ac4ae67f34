import { expect, test } from 'vitest';
import type { CapacitySample } from './capacity-limit.ts';
import { judgeCapacity } from './capacity-report.ts';

const sample = (relay: string, rooms: number, change: Partial<CapacitySample> = {}): CapacitySample => ({
  relay,
  round: 1,
  rooms,
  cores: 0.05 * rooms,
  loss: 0,
  delayP99Ms: 4,
  generator: { busy: 0.4, loopDelayP99Ms: 6 },
  ...change,
});

test('where both relays gave in themselves, their numbers of rooms are compared', () => {
  const samples = [
    ...[1, 2, 4, 6].map((rooms) => sample('Plenum', rooms)),
    sample('Plenum', 8, { loss: 0.01 }),
    ...[1, 2].map((rooms) => sample('Janus', rooms)),
    sample('Janus', 4, { delayP99Ms: 40, cores: 0.7 }),
  ];
  const [judgement] = judgeCapacity(samples);
  expect(judgement).toMatchObject({ goal: 'P3', figure: 3 });
  expect(judgement?.what).not.toContain('estimated');
});

test('where the generator gave in, a room is compared by its processor time, and the words say that it is an estimate', () => {
  const samples = [
    ...[1, 2].map((rooms) => sample('Plenum', rooms)),
    sample('Plenum', 4, { generator: { busy: 0.99, loopDelayP99Ms: 3 }, cores: 1 }),
    ...[1, 2, 4].map((rooms) => sample('Janus', rooms, { cores: 0.15 * rooms })),
  ];
  const [judgement] = judgeCapacity(samples);
  expect(judgement?.figure).toBeCloseTo(3);
  expect(judgement?.what).toContain('estimated');
});

test('a relay that was not there is not judged', () => {
  expect(judgeCapacity([sample('Plenum', 1)]).map(({ figure }) => figure)).toEqual([undefined, undefined]);
});
