import { expect, test } from 'vitest';
import { perfectLink } from './impairment.ts';
import { findEvents, findScenarioEvents, followedAfterMs, slowest } from './scenario-events.ts';
import { scenarios } from './scenarios.ts';

function eventsOf(name: string) {
  const scenario = scenarios.find((other) => other.name === name);
  return findEvents(scenario?.listener.down ?? []);
}

test('the steps of the bandwidth are two falls and a rise', () => {
  expect(eventsOf('step-down')).toEqual({
    falls: [
      { atMs: 10_000, untilMs: 25_000, rateBps: 500_000 },
      { atMs: 25_000, untilMs: 40_000, rateBps: 150_000 },
    ],
    widenedAtMs: 40_000,
    restoredAtMs: undefined,
  });
});

test('a cut has an end, and a line that stays as it is has no events', () => {
  expect(eventsOf('cut-5s').restoredAtMs).toBe(13_000);
  expect(findEvents([{ ...perfectLink, fromMs: 0 }])).toEqual({
    falls: [],
    widenedAtMs: undefined,
    restoredAtMs: undefined,
  });
});

test('a cut counts on whichever side it is', () => {
  const endOf = (name: string) => {
    const scenario = scenarios.find((other) => other.name === name);
    return scenario && findScenarioEvents(scenario).restoredAtMs;
  };
  expect(['clean', 'cut-5s', 'cut-talker-5s', 'cut-60s'].map(endOf)).toEqual([
    undefined,
    13_000,
    13_000,
    68_000,
  ]);
});

test('a sender has followed a fall when it stays within the rate for a second', () => {
  const fall = { atMs: 1000, untilMs: 6000, rateBps: 80_000 };
  // 80 kbit/s are 1000 bytes in each piece of 100 ms.
  const offeredBytes = [
    ...Array.from({ length: 10 }, () => 5000),
    ...Array.from({ length: 12 }, () => 2000),
    ...Array.from({ length: 30 }, () => 900),
  ];
  expect(followedAfterMs({ offeredBytes }, fall)).toBe(1100);
});

test('a sender that never comes down has not followed', () => {
  const offeredBytes = Array.from({ length: 60 }, () => 2000);
  expect(followedAfterMs({ offeredBytes }, { atMs: 1000, untilMs: 6000, rateBps: 80_000 })).toBeNull();
});

test('B14: the slowest of none is no time, and neither is that of some when one never followed', () => {
  expect([slowest([]), slowest([300, null]), slowest([300, 500])]).toEqual([null, null, 500]);
});
