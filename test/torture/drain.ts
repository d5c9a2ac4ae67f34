// The server is asked to stop while a meeting runs: it goes on, no other begins, and a second wish is obeyed at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, none, times } from './check.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { TalkingRoom } from './talking-room.ts';
import { startTortured } from './torture-server.ts';
import type { TortureTest } from './torture-test.ts';

const drainSeconds = 60;
const watchedMs = { gate: 1000, short: 3000, long: 3000 };
/** All members have moved, and the old server is gone. */
const settleMs = { gate: 3000, short: 5000, long: 5000 };
const goneMs = 3000;
const gapMaxMs = 200;
const takeOverGapMs = 2000;

export const drain: TortureTest = {
  id: 'drain',
  sentence:
    'Sends SIGTERM to the server during a call, looks what goes on, and sends a second one; then has a new server take over.',
  longMinutes: 8,
  run: async ({ repeats, form }) => {
    const gone: number[] = [];
    const gaps: number[] = [];
    let wrong = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const run = await drainOnce(watchedMs[form]);
      gone.push(run.goneMs);
      gaps.push(run.gapMs);
      wrong += run.wrong;
    }
    const takeOvers: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) takeOvers.push(await takeOver(settleMs[form]));
    return [
      times('gone after the second signal', gone, goneMs),
      times('voice gap while it drains', gaps, gapMaxMs),
      times('voice gap when a new server takes over', takeOvers, takeOverGapMs),
      none('answers and notices that are not as promised', wrong),
    ] satisfies Check[];
  },
};

/** A new server takes the place of one that holds a call. @param settle milliseconds until all have moved. @returns the longest gap of any voice, in milliseconds */
async function takeOver(settle: number): Promise<number> {
  const old = await startTortured();
  const room = await TalkingRoom.open(old.url, 4);
  try {
    let next = old;
    const gapMs = await room.worstGapMs(async () => {
      next = await startTortured({ DATA_DIR: old.dataDir, PORT: new URL(old.url).port, TAKE_OVER: 'yes' });
      await sleep(settle);
    });
    await next.stop();
    await old.stop();
    return gapMs;
  } finally {
    room.close();
  }
}

async function drainOnce(watched: number): Promise<{ goneMs: number; gapMs: number; wrong: number }> {
  const server = await startTortured({ DRAIN_SECONDS: String(drainSeconds) });
  const room = await TalkingRoom.open(server.url, 2);
  try {
    const guest = await Member.open(server.url, await registerAccount(server.url));
    let wrong = 0;
    const expect = (holds: boolean): void => void (wrong += holds ? 0 : 1);
    const gapMs = await room.worstGapMs(async () => {
      process.kill(server.pid, 'SIGTERM');
      const { leftMs } = await guest.nextNotice('server:draining');
      expect(leftMs > 0 && leftMs <= drainSeconds * 1000);
      expect((await guest.refusal('room:create')) === 'server-draining');
      expect((await fetch(`${server.url}/healthz`)).status === 503);
      // Who belongs to the meeting may still come.
      expect((await guest.refusal('room:join', { number: room.number })) === 'ok');
      await guest.request('room:leave');
      await sleep(watched);
    });
    const { code, tookMs } = await server.stop();
    expect(code === 0);
    expect(guest.notices.at(-1)?.name === 'server:closing');
    return { goneMs: tookMs, gapMs, wrong };
  } finally {
    room.close();
    await server.stop();
  }
}
