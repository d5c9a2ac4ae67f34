import { expect, test } from 'vitest';
import type { Notice } from '../../protocol/notices.ts';
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

test('all are sent how long is left, and later ones how long is left then', async () => {
  const { drain, told, state } = openDrain();
  const over = drain.begin(60_000);
  state.nowMs = 15_000;
  expect(told).toEqual([{ name: 'server:draining', body: { leftMs: 60_000 } }]);
  expect(drain.notice).toEqual({ name: 'server:draining', body: { leftMs: 45_000 } });
  state.meetings = 0;
  await over;
});

/** One that is looked at again and again. @param isOver says after each look, and how many there were, whether the last meeting is */
function openWatched(isOver: (looks: number) => boolean, lookTakesMs = 0) {
  const state = { looks: 0, nowMs: 0 };
  const drain = new Drain({
    meetingsRun: () => {
      state.looks += 1;
      state.nowMs += lookTakesMs;
      return !isOver(state.looks);
    },
    tellAll: () => undefined,
    now: () => state.nowMs,
  });
  return { drain, state };
}

test('B14: it lasts until the last meeting is over, and no longer', async () => {
  const { drain, state } = openWatched((looks) => looks === 3);
  await drain.begin(60_000);
  expect(state.looks).toBe(3);
});

test('B14: it is over when the time is, meetings or not', async () => {
  const { drain, state } = openWatched(() => false, 20_000);
  await drain.begin(60_000);
  expect(state).toEqual({ looks: 3, nowMs: 60_000 });
});
