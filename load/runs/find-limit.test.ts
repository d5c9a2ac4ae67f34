import { expect, test } from 'vitest';
import { emptyTally } from '../measure/tally.ts';
import { readOptions } from '../plan/options.ts';
import type { PlannedParticipant } from '../plan/plan-participants.ts';
import { findLimit, type SearchedRun } from './find-limit.ts';
import { calm } from './fake-moment.ts';
import type { Measurement } from './measure.ts';

/**
 * Stands in for a run: a server that breaks its connections under more rooms than it holds cannot be had on demand. A room
 * that was open then stays silent until its people come in anew.
 */
function overloadable(holds: number, first: number) {
  const options = readOptions(
    ['find-limit', '--rooms', String(first), '--publishers', '2', '--listeners', '0'],
    {},
  );
  if ('join' in options) throw new TypeError('These are the options of a run.');
  const open = new Set<number>();
  const broken = new Set<number>();
  const pausesMs: number[] = [];
  const groups: number[] = [];
  const roomsOf = (plans: readonly PlannedParticipant[]) => new Set(plans.map(({ room = -1 }) => room));
  const measure = (): Measurement => {
    if (open.size > holds) for (const room of open) broken.add(room);
    const silent = [...open].filter((room) => broken.has(room)).length;
    const tally = { ...emptyTally(), voice: { ...emptyTally().voice, silent } };
    return {
      seconds: 1,
      tally,
      moments: [calm],
      before: undefined,
      after: undefined,
      ended: 'in time',
    };
  };
  const run: SearchedRun = {
    options,
    signIn: () => Promise.resolve(),
    enter(plans) {
      groups.push(roomsOf(plans).size);
      for (const room of roomsOf(plans)) {
        open.add(room);
        broken.delete(room);
      }
      return Promise.resolve();
    },
    leave(plans) {
      for (const room of roomsOf(plans)) open.delete(room);
    },
    isIn: () => true,
    pause(ms) {
      pausesMs.push(ms);
      return Promise.resolve();
    },
    measure: () => Promise.resolve(measure()),
    facts: (rooms) => ({
      options,
      rooms,
      planned: 2 * rooms,
      joined: 2 * rooms,
      refusals: [],
      joinTimes: [],
      processes: 1,
      headRoom: 3,
      clockErrorMs: 0,
      atFirst: undefined,
    }),
  };
  return { run, pausesMs, groups };
}

const progress = { note: () => undefined };

test('what too many rooms broke is opened anew, after a pause, before fewer rooms are judged', async () => {
  const { run, pausesMs } = overloadable(3, 1);
  const { limit, steps, verdict } = await findLimit(run, progress);
  expect({ limit, verdict }).toEqual({ limit: { rooms: 3, people: 6 }, verdict: 'pass' });
  const judged = steps?.map(({ rooms, isGood }) => `${rooms} ${isGood ? 'good' : 'bad'}`);
  expect(judged).toEqual(['1 good', '2 good', '4 bad', '4 bad', '3 good', '3 good']);
  // After each of the two that were too much the server first calms down.
  expect(pausesMs.filter((ms) => ms > Math.min(...pausesMs))).toHaveLength(2);
});

test('rooms are opened an eighth at a time, and no more once a participant did not get in', async () => {
  const { run, groups } = overloadable(16, 16);
  await findLimit(run, progress);
  // Sixteen, then twice as many.
  expect(groups.slice(0, 12)).toEqual([...Array.from({ length: 8 }, () => 2), 4, 4, 4, 4]);
  // Of the second two rooms one stays empty: the next thing that is opened belongs to the next step.
  const refusing = overloadable(16, 16);
  await findLimit({ ...refusing.run, isIn: (account) => account < 6 }, progress);
  expect(refusing.groups.slice(0, 3)).toEqual([2, 2, 4]);
});
