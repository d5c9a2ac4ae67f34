// Packer, lossy path and player together in virtual time: what of a voice arrives under seeded losses.
import { beforeAll, describe, expect, test } from 'vitest';
import { noRedundancy, planRedundancy, type Redundancy } from './plan-redundancy.ts';
import { createVoicePacker } from './voice-packer.ts';
import { createVoicePlayer } from './voice-player.ts';

const frameMs = 20;
/** Samples that a sound card asks for at a time: 8 ms. */
const quantum = 128;

/** Numbers in 0..1 that are the same in every run with the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whether the next packet is lost. */
type Loss = () => boolean;

const randomLoss = (seed: number, ratio: number): Loss => {
  const random = seeded(seed);
  return () => random() < ratio;
};

/** Gilbert-Elliott: two states, lost and not lost; a stay in the first one takes `burst` packets on average. */
function burstLoss(seed: number, ratio: number, burst: number): Loss {
  const random = seeded(seed);
  const begins = ratio / (1 - ratio) / burst;
  let losing = false;
  return () => {
    losing = losing ? random() >= 1 / burst : random() < begins;
    return losing;
  };
}

/** A voice of 200 Hz, which can be stretched anywhere. */
const tone = Float32Array.from({ length: 320 }, (_, index) => 0.3 * Math.sin((Math.PI * index) / 40));
const decoder = {
  decode: (_: Uint8Array, output: Float32Array) => output.set(tone),
  conceal: (output: Float32Array) => output.set(tone),
};

interface Way {
  readonly seconds: number;
  readonly isLost: Loss;
  /** How much later than the fastest one a packet comes, in milliseconds. */
  readonly jitterMs?: () => number;
  readonly framesPerPacket?: number;
  /** What rides along all the time; by default the sender follows the loss. */
  readonly redundancy?: Redundancy;
}

/** Sends a voice along the way; what was measured is told to the sender once a second, as receivers do. */
function talk({ seconds, isLost, jitterMs = () => 0, framesPerPacket = 1, redundancy }: Way) {
  const packer = createVoicePacker('wideband');
  const player = createVoicePlayer(decoder);
  const output = new Float32Array(quantum);
  const onTheWay: { atMs: number; bytes: Uint8Array }[] = [];
  let planned = redundancy ?? noRedundancy;
  let bytesSent = 0;
  let framesSent = 0;

  function speak(nowMs: number): void {
    packer.push(new Uint8Array(70));
    framesSent += 1;
    const bytes = packer.take();
    if (bytes === undefined) return;
    bytesSent += bytes.length;
    if (!isLost()) onTheWay.push({ atMs: nowMs + 30 + jitterMs(), bytes });
  }

  function report(): void {
    const { received, lost, rebuilt, lossRuns } = player.stats();
    const lossRatio = (lost + rebuilt) / (received + lost);
    const burstPackets = lossRuns < 4 ? 1 : Math.max(1, (lost + rebuilt) / lossRuns / framesPerPacket);
    planned = redundancy ?? planRedundancy({ lossRatio, burstPackets }, planned);
  }

  packer.plan(planned, framesPerPacket);
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs += quantum / 16) {
    if (framesSent * frameMs <= nowMs) speak(nowMs);
    const arrived = onTheWay.filter(({ atMs }) => atMs <= nowMs);
    for (const packet of arrived) {
      player.receive(packet.bytes, nowMs);
      onTheWay.splice(onTheWay.indexOf(packet), 1);
    }
    player.render(output, nowMs);
    if (nowMs % 1000 === 0 && nowMs > 0) report();
    packer.plan(planned, framesPerPacket);
  }
  const stats = player.stats();
  // Of a burst that outlasts the buffer nothing is counted as lost: the sender may have paused.
  const effectiveLoss = Math.max(stats.lost, framesSent - stats.received) / framesSent;
  return { stats, planned, effectiveLoss, bytesPerFrame: bytesSent / framesSent };
}

/** The same talks in every run: of talks drawn anew each time, one in about fifty lost 1.1 % where the goal is 1 %. */
const seeds = Array.from({ length: 20 }, (_, index) => 1000 * (index + 1));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('on a clean path no copy is sent, nothing is lost or made up, and nothing stretched once the delay is short', () => {
  const { stats, planned, bytesPerFrame } = talk({ seconds: 60, isLost: () => false });
  expect(stats).toMatchObject({ lost: 0, rebuilt: 0, duplicated: 0, concealed: 0 });
  expect(stats.stretched).toBe(talk({ seconds: 5, isLost: () => false }).stats.stretched);
  expect(stats.delayMs).toBeLessThan(25);
  expect(planned).toEqual(noRedundancy);
  expect(bytesPerFrame).toBe(75);
});

test('two and three frames a packet are played whole as well, at a delay longer by what they wait for each other', () => {
  const talks = [1, 2, 3].map((framesPerPacket) =>
    talk({ seconds: 60, isLost: () => false, framesPerPacket }),
  );
  for (const { stats } of talks) expect(stats).toMatchObject({ lost: 0, late: 0, concealed: 0 });
  for (const { stats } of talks) expect(stats.received).toBeGreaterThanOrEqual(2995);
  const delays = talks.map(({ stats }) => stats.delayMs);
  expect((delays[2] ?? 0) - (delays[0] ?? 0)).toBeLessThan(50);
  expect(talks[2]?.bytesPerFrame).toBeLessThan(73);
});

describe.each([
  [0.05, 0.01],
  [0.1, 0.04],
  [0.2, 0.12],
])('with %d of the packets lost', (ratio, goal) => {
  test(`at random, at most ${goal} of the frames are missing`, () => {
    const talks = seeds.map((seed) => talk({ seconds: 60, isLost: randomLoss(seed, ratio) }));
    for (const { effectiveLoss, stats } of talks) {
      expect(effectiveLoss).toBeLessThanOrEqual(goal);
      expect((stats.lost + stats.rebuilt) / 3000).toBeGreaterThan(0.6 * ratio);
    }
  });

  test(`at random and with 30 ms of jitter, at most ${goal} of the frames are missing`, () => {
    const losses = seeds.map((seed) => {
      const random = seeded(seed);
      const jitterMs = () => 30 * random() ** 2;
      return talk({ seconds: 60, isLost: randomLoss(seed + 1, ratio), jitterMs }).effectiveLoss;
    });
    expect(Math.max(...losses)).toBeLessThanOrEqual(goal);
  });
});

describe.each([
  [0.05, 1, 2],
  [0.05, 1, 3],
  [0.1, 2, 2],
  [0.1, 2, 3],
])('with %d of the packets lost, %i copies sent of each, in bursts of %i', (ratio, copies, burst) => {
  const fewSeeds = seeds.slice(0, 8);
  const lossWith = (redundancy?: Redundancy) =>
    mean(
      fewSeeds.map((seed) => {
        const isLost = burstLoss(seed, ratio, burst);
        return talk({ seconds: 60, isLost, ...(redundancy && { redundancy }) }).effectiveLoss;
      }),
    );

  let besideIsLost = 0;
  beforeAll(() => {
    besideIsLost = lossWith({ copies, offset: 1 });
  });

  test('copies of what was before the burst save more than half of what copies of the frames beside lose', () => {
    const planned = planRedundancy({ lossRatio: ratio, burstPackets: burst }, noRedundancy);
    expect(planned.copies).toBe(copies);
    expect(lossWith(planned)).toBeLessThan(0.5 * besideIsLost);
  });

  test('a sender that follows what the listener reports comes to them by itself', () => {
    expect(lossWith()).toBeLessThan(0.7 * besideIsLost);
  });
});
