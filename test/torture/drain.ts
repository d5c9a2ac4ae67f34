// The server is asked to stop while a meeting runs: it goes on, no other begins, and a second wish is obeyed at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, none, times } from './check.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { TalkingRoom } from './talking-room.ts';
import { startTortured } from './torture-server.ts';
import type { TortureTest } from './torture-test.ts';

const drainSeconds = 60;
const watchedMs = 3000;
const goneMs = 3000;
const gapMaxMs = 200;

export const drain: TortureTest = {
  id: 'drain',
  sentence: 'Sends SIGTERM to the server during a call, looks what goes on, and sends a second one.',
  run: async ({ repeats }) => {
    const gone: number[] = [];
    const gaps: number[] = [];
    let wrong = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const run = await drainOnce();
      gone.push(run.goneMs);
      gaps.push(run.gapMs);
      wrong += run.wrong;
    }
    return [
      times('gone after the second signal', gone, goneMs),
      times('voice gap while it drains', gaps, gapMaxMs),
      none('answers and notices that are not as promised', wrong),
    ] satisfies Check[];
  },
};

async function drainOnce(): Promise<{ goneMs: number; gapMs: number; wrong: number }> {
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
      await sleep(watchedMs);
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
