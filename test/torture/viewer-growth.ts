// How much memory the browser of a real viewer takes, and whether pictures go on there. Used by tests that send bent pictures.
import { setTimeout as sleep } from 'node:timers/promises';
import { measureMemory } from '../bench/process-memory.ts';
import type { Participant } from '../helpers/participant.ts';
import type { Check } from './check.ts';
import type { Form } from './torture-test.ts';

/** How long a viewer is watched while pictures claim something. */
export const watchedMs: Readonly<Record<Form, number>> = { gate: 1500, short: 8000, long: 30_000 };
const lookMs = 500;
const growthMaxMb = 200;
const patienceMs = 20_000;

/** @param what it grew for, where there are several */
export function growthCheck(growthMb: number, what = '', promisedMb = growthMaxMb): Check {
  return {
    name: `MB that the viewer grew by ${what}`.trim(),
    unit: '',
    promised: promisedMb,
    measured: growthMb,
    worst: growthMb,
  };
}

/** Whether pictures of this member go on. */
export async function untilDecoded(viewer: Participant, nickname: string): Promise<boolean> {
  const decoded = async () => (await viewer.statsOf(nickname))?.pictures[0]?.framesDecoded ?? 0;
  const first = await decoded();
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
    if ((await decoded()) > first + 5) return true;
    await sleep(lookMs);
  }
  return false;
}

/** The most that the viewer's browser has in a time. */
export async function mostMb(viewer: Participant, durationMs: number): Promise<number> {
  const endMs = performance.now() + durationMs;
  let most = 0;
  do {
    most = Math.max(most, await memoryMb(viewer));
    await sleep(lookMs);
  } while (performance.now() < endMs);
  return most;
}

/** Of all processes of the viewer's browser. */
async function memoryMb(viewer: Participant): Promise<number> {
  const session = await viewer.context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  await session?.detach();
  return processInfo
    .flatMap(({ id }) => measureMemory(id).filter(({ pid }) => pid === id))
    .reduce((sum, { pssMb }) => sum + pssMb, 0);
}
