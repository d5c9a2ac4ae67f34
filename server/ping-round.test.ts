import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PingRound } from './ping-round.ts';

const roundMs = 5000;
const sockets = 200;

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
