// `npm run bench:rooms [-- --seconds S --rounds N --peers 50,100 --only crowd|meeting|turns|shown --json FILE]`: what a big voice room
// costs the server, and what its listeners miss when a person begins to speak. Real server, real WebRTC transports, loopback.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RoomPeer } from '../../peers/room-peer.ts';
import type { VoiceBeat } from '../../peers/voice-source.ts';
import { startServer } from '../helpers/server.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { conduct, type Score } from './rooms/conduct.ts';
import { medianOf, percentileOf } from '../../load/measure/statistics.ts';
import { judgeTurn } from './rooms/heard-turns.ts';
import { cpuBetween, readServerCpu } from './rooms/process-cpu.ts';
import { measureShownSpeaker } from './rooms/shown-speaker.ts';
import { everybodySpeaks, fewSpeak, planTurns, takeTurns } from './rooms/scores.ts';
import { prepareBeats } from '../../peers/media/spoken-beats.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '2' },
    peers: { type: 'string', default: '50,100' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const sizes = options.peers.split(',').map(Number);
const speakers = 3;
/** Until every voice has been judged and the processor's caches are warm. */
const settleSeconds = 7;
const turnsSeconds = 31;
const turnRoomSize = 12;
const shownSeconds = 25;

interface Cost {
  readonly peers: number;
  readonly nodeCpuSeconds: number;
  readonly workerCpuSeconds: number;
  readonly packetsInPerSecond: number;
  readonly packetsOutPerSecond: number;
  /** Voices that each listener received at a time, on average. */
  readonly voicesHeard: number;
  readonly lateBeats: number;
}

interface Turns {
  readonly turns: number;
  readonly lostAtStartMs: Spread;
  readonly breaks: number;
}

interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Who speaks all the time (how many), who takes turns, of how many seconds, and what is sent between turns. */
type TurnScript = [number, readonly number[], number, readonly VoiceBeat[]];

const beats = prepareBeats();
const server = await startServer({ env: { LOG_LEVEL: 'error', HOST: '127.0.0.1' } });
try {
  const members = await openMembers(Math.max(4 * turnRoomSize, ...sizes));
  const scores: Record<string, Score> = {
    crowd: everybodySpeaks(beats),
    meeting: fewSpeak(beats, speakers),
  };
  const costs: Record<string, Cost[]> = {};
  for (const [name, score] of Object.entries(scores)) {
    if (options.only !== undefined && options.only !== name) continue;
    costs[name] = [];
    for (let round = 0; round < Number(options.rounds); round += 1) {
      for (const size of sizes) costs[name].push(await measureCost(members.slice(0, size), score));
    }
    printCosts(name, costs[name]);
  }
  const turns: Record<string, Turns> = {};
  if (options.only === undefined || options.only === 'turns') {
    const others = Array.from({ length: turnRoomSize - speakers - 1 }, (_, index) => speakers + index);
    const scripts: Record<string, TurnScript> = {
      'a fourth begins while three speak': [3, others, 1.5, beats.rest],
      'two alternate while two speak': [2, [2, 3], 2, beats.rest],
      'two alternate, no other speaks': [0, [2, 3], 2, beats.rest],
      'two alternate, senders without rest': [0, [2, 3], 2, beats.noise],
    };
    // At the same time, in rooms of their own: they need little.
    const measured = Object.entries(scripts).map(async ([name, script], room) => {
      const inRoom = members.slice(room * turnRoomSize, (room + 1) * turnRoomSize);
      turns[name] = await measureTurns(inRoom, ...script);
    });
    await Promise.all(measured);
    for (const [name, result] of Object.entries(turns)) printTurns(name, result);
  }
  let shown: Record<string, Spread> = {};
  if (options.only === undefined || options.only === 'shown') {
    const peers = await openRoom(members.slice(0, 2));
    const { markMs, largeMs } = await measureShownSpeaker(server.url, peers, beats, shownSeconds);
    shown = { mark: spreadOf(markMs), large: spreadOf(largeMs) };
    console.log(
      `\nspeaker shown in Chromium, ${markMs.length} turns: mark ${inWords(shown['mark'])}; large ${inWords(shown['large'])}`,
    );
  }
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ machine: machine(), costs, turns, shown }, null, 2)}\n`);
  for (const member of members) member.close();
} finally {
  await server.stop();
}
process.exit(0);

async function openMembers(count: number): Promise<Member[]> {
  const accounts = await Promise.all(Array.from({ length: count }, () => registerAccount(server.url)));
  return Promise.all(accounts.map((account) => Member.open(server.url, account)));
}

/** A room with all microphones open in which all hear each other. */
async function openRoom(members: readonly Member[]): Promise<RoomPeer[]> {
  const [first, ...others] = members;
  if (first === undefined) throw new Error('A room needs at least one person.');
  const host = await RoomPeer.enter(first);
  const peers = [host];
  for (const member of others) peers.push(await RoomPeer.enter(member, host.roomNumber));
  await Promise.all(peers.map((peer) => peer.startMicrophone()));
  return peers;
}

function producersBut(peers: readonly RoomPeer[], listener: RoomPeer): string[] {
  return peers.filter((peer) => peer !== listener).map(({ producerId }) => producerId);
}

async function measureCost(members: readonly Member[], score: Score): Promise<Cost> {
  const peers = await openRoom(members);
  await Promise.all(peers.map((peer) => peer.listenTo(producersBut(peers, peer))));
  const playing = conduct(peers, score, settleSeconds + seconds + 1);
  await sleep(settleSeconds * 1000);
  const before = { cpu: readServerCpu(server.pid), ...countPackets(peers), atMs: performance.now() };
  await sleep(seconds * 1000);
  const after = { cpu: readServerCpu(server.pid), ...countPackets(peers), atMs: performance.now() };
  const lateBeats = await playing;
  await Promise.all(peers.map((peer) => peer.leave()));
  const measuredSeconds = (after.atMs - before.atMs) / 1000;
  const cpu = cpuBetween(before.cpu, after.cpu);
  const packetsOutPerSecond = (after.received - before.received) / measuredSeconds;
  return {
    peers: peers.length,
    nodeCpuSeconds: cpu.node / measuredSeconds,
    workerCpuSeconds: cpu.worker / measuredSeconds,
    packetsInPerSecond: (after.sent - before.sent) / measuredSeconds,
    packetsOutPerSecond,
    voicesHeard: packetsOutPerSecond / peers.length / 50,
    lateBeats,
  };
}

function countPackets(peers: readonly RoomPeer[]): { sent: number; received: number } {
  return peers.reduce(
    (sum, { sent, received }) => ({ sent: sum.sent + sent, received: sum.received + received }),
    { sent: 0, received: 0 },
  );
}

/** The last peer listens; the first ones speak all the time, the others in turns. */
async function measureTurns(
  members: readonly Member[],
  constant: number,
  takers: readonly number[],
  turnSeconds: number,
  whileSilent: readonly VoiceBeat[],
): Promise<Turns> {
  const peers = await openRoom(members);
  const listener = peers.at(-1);
  const received = new Map(peers.map(({ producerId }) => [producerId, new Set<number>()]));
  await listener?.listenTo(producersBut(peers, listener), (producerId, lastSequence) =>
    received.get(producerId)?.add(lastSequence),
  );
  const turns = planTurns(takers, turnSeconds, turnsSeconds);
  const score = takeTurns(beats, constant, turns, whileSilent);
  const firstFrames = new Map<(typeof turns)[number], number>();
  const noting: Score = (index, beat) => {
    const begun = turns.find((turn) => turn.index === index && turn.startBeat === beat);
    if (begun) firstFrames.set(begun, ((peers[index]?.lastFrame ?? 0) + 1) & 0xffff);
    return score(index, beat);
  };
  await conduct(peers, noting, turnsSeconds + 1);
  await Promise.all(peers.map((peer) => peer.leave()));
  const heard = [...firstFrames].map(([{ index, startBeat, endBeat }, firstFrame]) =>
    judgeTurn(
      { producerId: peers[index]?.producerId ?? '', firstFrame, frames: endBeat - startBeat },
      received,
    ),
  );
  const lost = heard.map(({ lostAtStartMs }) => lostAtStartMs);
  return {
    turns: heard.length,
    lostAtStartMs: spreadOf(lost),
    breaks: heard.reduce((sum, { breaks }) => sum + breaks, 0),
  };
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${availableParallelism()} cores of ${model}, load ${loadavg()[0]?.toFixed(1)}`;
}

function printCosts(name: string, costs: readonly Cost[]): void {
  console.log(
    `\n${name} (${machine()})\npeers  node CPU  worker CPU  packets in/s  out/s  voices heard  late beats`,
  );
  for (const cost of costs) {
    console.log(
      `${String(cost.peers).padStart(5)}  ${percent(cost.nodeCpuSeconds)}  ${percent(cost.workerCpuSeconds).padStart(10)}  ` +
        `${cost.packetsInPerSecond.toFixed(0).padStart(12)}  ${cost.packetsOutPerSecond.toFixed(0).padStart(5)}  ` +
        `${cost.voicesHeard.toFixed(2).padStart(12)}  ${cost.lateBeats.toFixed(0).padStart(10)}`,
    );
  }
  const [small, large] = [Math.min(...sizes), Math.max(...sizes)];
  const ratio = medianCpu(costs, large) / medianCpu(costs, small);
  console.log(`CPU(${large}) / CPU(${small}) = ${ratio.toFixed(2)}`);
}

function medianCpu(costs: readonly Cost[], peers: number): number {
  const sums = costs.filter((cost) => cost.peers === peers).map((c) => c.nodeCpuSeconds + c.workerCpuSeconds);
  return medianOf(sums) ?? Number.NaN;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(8);
}

function printTurns(name: string, { turns, lostAtStartMs, breaks }: Turns): void {
  console.log(`${name}: ${turns} turns, lost at the start ${inWords(lostAtStartMs)}; ${breaks} breaks`);
}

function spreadOf(values: readonly number[]): Spread {
  return {
    p50: medianOf(values) ?? Number.NaN,
    p95: percentileOf(values, 0.95),
    max: Math.max(...values),
  };
}

function inWords(spread: Spread | undefined): string {
  return spread === undefined ? '' : `p50 ${spread.p50} ms, p95 ${spread.p95} ms, most ${spread.max} ms`;
}
