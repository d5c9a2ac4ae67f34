import { expect, test } from 'vitest';
import type { Notice } from '../protocol/notices.ts';
import { Drain } from './drain.ts';

function openDrain() {
  const told: Notice[] = [];
  const state = { meetings: 1, nowMs: 0 };
  const drain = new Drain({
    meetingsRun: () => state.meetings > 0,
    tellAll: (notice) => told.push(notice),
    now: () => state.nowMs,
  });
  return { drain, told, state };
}

test('before it begins meetings may be opened, afterwards they are refused', () => {
  const { drain, state } = openDrain();
  expect(() => drain.requireNotBegun()).not.toThrow();
  expect(drain.notice).toBeUndefined();
  state.meetings = 0;
  void drain.begin(60_000);
  expect(() => drain.requireNotBegun()).toThrow('server-draining');
});

test('everybody is told how long is left, and whoever comes later how long is left then', async () => {
  const { drain, told, state } = openDrain();
  const over = drain.begin(60_000);
  state.nowMs = 15_000;
  expect(told).toEqual([{ name: 'server:draining', body: { leftMs: 60_000 } }]);
  expect(drain.notice).toEqual({ name: 'server:draining', body: { leftMs: 45_000 } });
  state.meetings = 0;
  await over;
});

test('it is over when the last meeting is', async () => {
  const { drain, state } = openDrain();
  const over = drain.begin(60_000);
  state.meetings = 0;
  await over;
  expect(state.nowMs).toBe(0);
});

test('it is over when the time is, meetings or not', async () => {
  const { drain, state } = openDrain();
  const over = drain.begin(60_000);
  state.nowMs = 60_000;
  await over;
  expect(state.meetings).toBe(1);
});
