// The canary: four people who talk, and others who come and go, in a process of their own. Forked by canary.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { voiceFrame } from '../../protocol/limits.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import type { VoiceBeat } from '../../peers/voice-source.ts';
import { Member, registerAccount } from '../integration/member.ts';
import type { CanaryReport } from './canary.ts';
import { startStallClock } from './stall-clock.ts';
import { VoiceGaps } from './voice-gaps.ts';

const size = 4;
const joinPauseMs = 400;
const beat: VoiceBeat = { frames: [new Uint8Array(20)], levelDb: -25 };

const url = process.argv[2] ?? '';
const stalls = startStallClock();
const peers: RoomPeer<Member>[] = [];
const gaps = new Map<string, VoiceGaps>();
const sentMs = new Map<string, Float64Array>();
const joinsMs: number[] = [];
let disconnects = 0;
let lostMedia = 0;

async function openMember(): Promise<Member> {
  return Member.open(url, await registerAccount(url));
}

async function gather(): Promise<void> {
  for (let index = 0; index < size; index += 1) {
    const peer = await RoomPeer.enter(await openMember(), peers[0]?.roomNumber);
    peer.member.socket.on('disconnect', () => (disconnects += 1));
    peer.member.socket.on('media:lost', () => (lostMedia += 1));
    await peer.startMicrophone();
    sentMs.set(peer.producerId, new Float64Array(2 ** 16));
    peers.push(peer);
  }
  for (const [index, peer] of peers.entries()) {
    const others = peers.filter((other) => other !== peer).map(({ producerId }) => producerId);
    for (const producerId of others) gaps.set(`${index} ${producerId}`, new VoiceGaps());
    await peer.listenTo(others, (producerId, frame) => {
      const heardMs = performance.now();
      gaps.get(`${index} ${producerId}`)?.note({
        frame,
        sentMs: sentMs.get(producerId)?.[frame] ?? heardMs,
        heardMs,
        stalledMs: stalls.totalMs(),
      });
    });
  }
}

function talk(): NodeJS.Timeout {
  const startedMs = performance.now();
  let beats = 0;
  return setInterval(() => {
    const due = Math.floor((performance.now() - startedMs) / voiceFrame.durationMs);
    for (; beats < due; beats += 1) {
      for (const peer of peers) {
        peer.speak(beat);
        const sent = sentMs.get(peer.producerId);
        if (sent) sent[peer.lastFrame] = performance.now();
      }
    }
  }, voiceFrame.durationMs / 2);
}

/** Two who take turns, so that neither asks too often. */
async function comeAndGo(visitors: readonly Member[]): Promise<void> {
  for (let visit = 0; ; visit += 1) {
    const visitor = visitors[visit % visitors.length];
    if (visitor === undefined) return;
    const startedMs = performance.now();
    try {
      await visitor.request('room:join', { number: peers[0]?.roomNumber });
      joinsMs.push(performance.now() - startedMs);
      await visitor.request('room:leave');
    } catch {
      joinsMs.push(Number.POSITIVE_INFINITY);
    }
    await sleep(joinPauseMs);
  }
}

function report(): CanaryReport {
  const nowMs = performance.now();
  for (const [key, voice] of gaps) {
    const sent = sentMs.get(key.split(' ')[1] ?? '');
    voice.close(nowMs, Math.max(0, ...(sent ?? [])));
  }
  const worst = [...gaps.values()].map(({ worstMs }) => worstMs);
  return { disconnects: disconnects + lostMedia, worstGapMs: Math.max(...worst), joinsMs };
}

await gather();
talk();
void comeAndGo(await Promise.all(Array.from({ length: 4 }, openMember)));
await sleep(500);
// Delays while all members joined do not count.
for (const key of gaps.keys()) gaps.set(key, new VoiceGaps());
await sleep(200);
joinsMs.length = 0;
process.send?.('ready');
process.on('message', () => process.send?.(report(), () => process.exit(0)));
process.on('disconnect', () => process.exit(0));
