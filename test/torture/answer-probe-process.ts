// Asks its server for what only signalling answers, and for what the media worker answers, in turns. Forked by answer-probe.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { Member, registerAccount } from '../integration/member.ts';
import { opusParameters } from '../integration/rtp-samples.ts';
import { startStallClock } from './stall-clock.ts';

/** No faster than a person may. */
const pauseMs = 300;

const url = process.argv[2] ?? '';
const stalls = startStallClock();
const tookMs: (number | null)[] = [];
const member = await Member.open(url, await registerAccount(url));
await member.request('room:create');
const { producerId } = await member.request('media:produce', {
  source: 'microphone',
  codec: 'speex',
  rtpParameters: opusParameters(),
});

process.on('message', () => process.send?.(tookMs));
process.on('disconnect', () => process.exit());
process.send?.('ready');
for (let round = 0; ; round += 1) {
  const before = { ms: performance.now(), stalledMs: stalls.totalMs() };
  try {
    await (round % 2 === 0
      ? member.request('connection:check')
      : member.request('media:pause', { producerId, paused: round % 4 === 1 }));
    // What this process itself was late is not the server's doing.
    tookMs.push(performance.now() - before.ms - (stalls.totalMs() - before.stalledMs));
  } catch {
    tookMs.push(null);
  }
  await sleep(pauseMs);
}
