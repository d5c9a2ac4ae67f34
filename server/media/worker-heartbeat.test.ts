import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProcessLook } from './process-look.ts';
import {
  countSilence,
  heartbeatTickMs,
  isStuck,
  noSilence,
  silentTicksMax,
  stillTicksMax,
  watchHeartbeat,
} from './worker-heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const asleep: ProcessLook = { state: 'S', usedTicks: 100 };
const stopped: ProcessLook = { state: 'T', usedTicks: 100 };
const never = (): Promise<unknown> => new Promise(() => undefined);

/** A worker that answers its heartbeat as `ask` says. */
function watch(parts: Partial<Parameters<typeof watchHeartbeat>[0]>) {
  const onStuck = vi.fn();
  const end = watchHeartbeat({ ask: never, answers: () => 0, look: () => asleep, onStuck, ...parts });
  return { onStuck, end };
}

test('a worker that answers is never taken for stuck', async () => {
  const { onStuck, end } = watch({ ask: async () => undefined });
  await vi.advanceTimersByTimeAsync(100 * heartbeatTickMs);
  end();
  expect(onStuck).not.toHaveBeenCalled();
});

test.each([asleep, stopped])(
  'a worker that stops answering and stands still is found within three seconds, once',
  async (look) => {
    let lives = true;
    const { onStuck } = watch({ ask: () => (lives ? Promise.resolve() : never()), look: () => look });
    await vi.advanceTimersByTimeAsync(10 * heartbeatTickMs);
    lives = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(onStuck).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(onStuck).toHaveBeenCalledTimes(1);
  },
);

test('S2: any answer is a sign of life, however long the heartbeat itself waits', async () => {
  let answers = 0;
  const { onStuck, end } = watch({ answers: () => (answers += 1) });
  await vi.advanceTimersByTimeAsync(10 * silentTicksMax * heartbeatTickMs);
  end();
  expect(onStuck).not.toHaveBeenCalled();
});

test('S2: a worker that uses its processor is not stuck after two seconds, and is after ten', async () => {
  let usedTicks = 0;
  const { onStuck } = watch({ look: () => ({ state: 'S', usedTicks: (usedTicks += 1) }) });
  await vi.advanceTimersByTimeAsync((silentTicksMax - 1) * heartbeatTickMs);
  expect(onStuck).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3 * heartbeatTickMs);
  expect(onStuck).toHaveBeenCalledTimes(1);
});

test('S2: a worker that waits for a processor does not stand still', () => {
  let silence = noSilence;
  for (let tick = 0; tick < silentTicksMax - 1; tick += 1) {
    silence = countSilence(silence, {
      answered: false,
      elapsedMs: heartbeatTickMs,
      process: { state: 'R', usedTicks: 5 },
    });
  }
  expect(silence).toMatchObject({ ticks: silentTicksMax - 1, stillTicks: 0 });
  expect(isStuck(silence)).toBe(false);
});

test('silence counts tick by tick and ends with an answer', () => {
  const before = { ticks: 2, stillTicks: stillTicksMax - 1, usedTicks: 100 };
  const silent = { answered: false, elapsedMs: heartbeatTickMs, process: asleep };
  expect(isStuck(countSilence(before, silent))).toBe(true);
  expect(countSilence(before, { ...silent, answered: true })).toEqual(noSilence);
});

test('a process that cannot be looked at counts as one that stands still', () => {
  const before = { ticks: 2, stillTicks: stillTicksMax - 1, usedTicks: undefined };
  const tick = { answered: false, elapsedMs: heartbeatTickMs, process: undefined };
  expect(isStuck(countSilence(before, tick))).toBe(true);
});

test('a tick that comes late counts nothing: this process had no time to read the answer', () => {
  const before = { ticks: 2, stillTicks: 2, usedTicks: 100 };
  const late = { answered: false, elapsedMs: 5 * heartbeatTickMs, process: stopped };
  expect(countSilence(before, late)).toEqual(before);
});
