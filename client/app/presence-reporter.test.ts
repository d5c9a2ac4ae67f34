import { expect, test } from 'vitest';
import { PresenceReporter } from './presence-reporter.ts';

test('who does nothing for minutes is away until the next key, and a new connection is told only what it does not know', () => {
  const told: boolean[] = [];
  let due: (() => void) | undefined;
  const reporter = new PresenceReporter({
    report: async (away) => told.push(away),
    later: (_ms, work) => {
      due = work;
      return () => (due = undefined);
    },
  });
  reporter.connected();
  reporter.used();
  expect(told).toEqual([]);
  due?.();
  due?.();
  expect(told).toEqual([true]);
  reporter.disconnected();
  reporter.connected();
  expect(told).toEqual([true, true]);
  reporter.used();
  reporter.used();
  expect(told).toEqual([true, true, false]);
  reporter.disconnected();
  due?.();
  expect(told).toHaveLength(3);
});
