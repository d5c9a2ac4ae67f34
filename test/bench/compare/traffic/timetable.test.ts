import { expect, test } from 'vitest';
import { playRhythms } from './timetable.ts';

test('every rhythm is played as often as its interval fits, also when the machine comes late', async () => {
  const played: string[] = [];
  const rhythm = (name: string, intervalMs: number, phase: number) => ({
    intervalMs,
    phase,
    act: () => {
      played.push(name);
      if (name === 'slow') for (const endMs = performance.now() + 15; performance.now() < endMs; );
    },
  });
  await playRhythms([rhythm('fast', 4, 0.5), rhythm('slow', 30, 0)], 0.06);
  expect(played.filter((name) => name === 'fast')).toHaveLength(15);
  expect(played.filter((name) => name === 'slow')).toHaveLength(2);
});
