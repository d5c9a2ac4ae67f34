import { describe, expect, test } from 'vitest';
import { type LoadOptions, readOptions } from './options.ts';
import { planArrivalsPerSecond, planCrew, planParticipants } from './plan-participants.ts';

function read(...args: readonly string[]): LoadOptions {
  const options = readOptions(args, {});
  if ('join' in options) throw new Error('That was a helper.');
  return options;
}

describe('participants', () => {
  test('fill rooms with publishers first, and the first of each opens it', () => {
    const plans = planParticipants(read('talk', '--rooms', '2', '--publishers', '2', '--listeners', '1'));
    expect(plans.map(({ index, room, opensRoom, publishes }) => [index, room, opensRoom, publishes])).toEqual(
      [
        [0, 0, true, true],
        [1, 0, false, true],
        [2, 0, false, false],
        [3, 1, true, true],
        [4, 1, false, true],
        [5, 1, false, false],
      ],
    );
  });

  test('are the same for the same seed, and others for another', () => {
    const phases = (seed: string) => planParticipants(read('talk', '--seed', seed)).map(({ phase }) => phase);
    expect(phases('5')).toEqual(phases('5'));
    expect(phases('5')).not.toEqual(phases('6'));
    expect(new Set(phases('5')).size).toBe(4);
  });

  test('of a storm come in while it is measured, spread over the ramp; the others are there', () => {
    const plans = planParticipants(read('join-storm'));
    const storm = plans.filter(({ wave }) => wave === 'storm');
    expect(storm).toHaveLength(50);
    expect(storm[0]?.enterAfterMs).toBe(0);
    expect(storm.at(-1)?.enterAfterMs).toBe(4900);
    expect(plans.filter(({ wave, enterAfterMs }) => wave === 'first' && enterAfterMs > 0)).toEqual([]);
  });

  test('who come and go are the listeners, and idle ones are in no room', () => {
    const goers = planParticipants(read('churn')).filter(({ stayMs }) => stayMs !== undefined);
    expect(goers.every(({ publishes }) => !publishes)).toBe(true);
    expect(goers).toHaveLength(12);
    expect(
      planParticipants(read('idle')).every(({ room, opensRoom }) => room === undefined && !opensRoom),
    ).toBe(true);
  });

  test('of a later room have accounts of their own', () => {
    const plans = planParticipants(read('talk'), 3, 1);
    expect(plans.map(({ index, room }) => [index, room])).toEqual([
      [12, 3],
      [13, 3],
      [14, 3],
      [15, 3],
    ]);
  });

  test('stay together by rooms, unless there are fewer rooms than processes', () => {
    const rooms = planCrew(planParticipants(read('talk', '--rooms', '4')), 2);
    expect(rooms.map((share) => [...new Set(share.map(({ room }) => room))])).toEqual([
      [0, 2],
      [1, 3],
    ]);
    const dealt = planCrew(planParticipants(read('class')), 2);
    expect(dealt.map((share) => share.length)).toEqual([26, 25]);
  });

  test('receive no more voices than a server lets through', () => {
    expect(planArrivalsPerSecond(read('open-mics', '--publishers', '10'), 0)).toBe(9 * 3 * 50);
    expect(planArrivalsPerSecond(read('class', '--voice', 'none', '--listeners', '10'), 100)).toBe(1000);
  });
});
