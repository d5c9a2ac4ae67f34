import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PingRound } from './ping-round.ts';

const roundMs = 5000;
/** More than are asked twenty at a time. */
const sockets = 2000;

let round: PingRound;
let asked: { who: number; atMs: number }[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  round = new PingRound(roundMs);
  asked = [];
});
afterEach(() => {
  round.close();
  vi.useRealTimers();
});

function add(who: number): { ping(): void } {
  const pinged = { ping: () => void asked.push({ who, atMs: Date.now() }) };
  round.add(pinged);
  return pinged;
}

test('everybody is asked once a round, and those who came together at different times', () => {
  for (let who = 0; who < sockets; who += 1) add(who);
  vi.advanceTimersByTime(roundMs);
  expect(new Set(asked.map(({ who }) => who)).size).toBe(sockets);
  expect(asked).toHaveLength(sockets);
  const busiest = Math.max(
    ...Map.groupBy(asked, ({ atMs }) => atMs)
      .values()
      .map(({ length }) => length),
  );
  expect(busiest).toBe(sockets / 50);
});

test('a few are asked with few wake-ups, and still once a round each', () => {
  for (let who = 0; who < 100; who += 1) add(who);
  vi.advanceTimersByTime(3 * roundMs);
  expect(asked).toHaveLength(300);
  expect(new Set(asked.map(({ atMs }) => atMs)).size).toBe(15);
});

test('nobody waits longer than a round and a bit when the few become many and few again', () => {
  const those = Array.from({ length: sockets }, (_, who) => {
    if (who === 100) vi.advanceTimersByTime(roundMs);
    return add(who);
  });
  vi.advanceTimersByTime(2.3 * roundMs);
  for (const gone of those.slice(100)) round.remove(gone);
  vi.advanceTimersByTime(2 * roundMs);
  for (let who = 0; who < 100; who += 1) {
    const times = asked.filter((one) => one.who === who).map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1.2 * roundMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.8 * roundMs);
  }
});

test('two questions to the same socket are a whole round apart', () => {
  add(0);
  vi.advanceTimersByTime(3 * roundMs);
  const times = asked.map(({ atMs }) => atMs);
  expect(times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))).toEqual([roundMs, roundMs]);
});

test('who is gone is asked no more', () => {
  const gone = add(0);
  add(1);
  round.remove(gone);
  vi.advanceTimersByTime(2 * roundMs);
  expect(new Set(asked.map(({ who }) => who))).toEqual(new Set([1]));
});
