import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVoiceJitterBuffer, type VoiceJitterOptions } from './voice-jitter-buffer.ts';

interface Arrival {
  readonly sequence: number;
  readonly atMs: number;
}

const frameOf = (sequence: number) => Uint8Array.of(sequence >> 8, sequence & 0xff);
const sequenceOf = (bytes: Uint8Array) => ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);

/** Frame by frame every 20 ms, each delayed by what `delayMs` says; undefined loses it. */
function send(count: number, delayMs: (index: number) => number | undefined, first = 0): Arrival[] {
  return Array.from({ length: count }, (_, index) => {
    const delay = delayMs(index);
    return delay === undefined ? [] : [{ sequence: (first + index) & 0xffff, atMs: 20 * index + delay }];
  }).flat();
}

/** Plays arrivals at a beat of 20 ms; what was taken, one entry per beat: a sequence number, `lost` or `wait`. */
function play(arrivals: readonly Arrival[], options: Partial<VoiceJitterOptions> = {}) {
  const buffer = createVoiceJitterBuffer(options);
  const waiting = arrivals.toSorted((left, right) => left.atMs - right.atMs);
  const endMs = (waiting.at(-1)?.atMs ?? 0) + 600;
  const beats: (number | 'lost' | 'rest' | 'wait')[] = [];
  const delaysMs: number[] = [];
  for (let nowMs = 7; nowMs < endMs; nowMs += 20) {
    while (waiting[0] && waiting[0].atMs <= nowMs) {
      const { sequence, atMs } = waiting.shift() as Arrival;
      buffer.insert(sequence, frameOf(sequence), atMs);
    }
    const taken = buffer.take(nowMs);
    beats.push(taken.kind === 'frame' ? sequenceOf(taken.bytes) : taken.kind);
    delaysMs.push(buffer.stats().delayMs);
  }
  const played = beats.filter((beat) => typeof beat === 'number');
  return { beats, played, delaysMs, stats: buffer.stats() };
}

const numbers = (count: number, first = 0) =>
  Array.from({ length: count }, (_, index) => (first + index) & 0xffff);
/** Whether the delay is small, once the start delay is over. */
const isShort = (delayMs: number, beat: number) => beat > 50 && delayMs <= 50;
/** Numbers in 0..1 that look random and are the same in every run. */
const noise = (seed: number) => (index: number) => {
  const value = Math.sin(seed + index * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
};

describe('on an even way', () => {
  test('every frame is played in order after the start delay', () => {
    const { beats, played, stats } = play(send(40, () => 30));
    expect(played).toEqual(numbers(40));
    expect(beats.slice(0, 4)).toEqual(['wait', 'wait', 'wait', 'wait']);
    expect(stats).toMatchObject({ received: 40, lost: 0, late: 0, duplicated: 0, dropped: 0 });
  });

  test('the delay shrinks to the least, one frame at a time', () => {
    const { delaysMs, stats } = play(send(500, () => 30));
    expect(stats.targetMs).toBe(30);
    expect(delaysMs[480]).toBeLessThanOrEqual(50);
    expect(stats.dropped).toBeLessThanOrEqual(2);
  });

  test('numbers that wrap go on without a break', () => {
    const { played, stats } = play(send(40, () => 30, 65_520));
    expect(played).toEqual(numbers(40, 65_520));
    expect(stats.lost).toBe(0);
  });
});

describe('on a bad way', () => {
  test('a missing frame is concealed once and the next ones are played', () => {
    const { beats, stats } = play(send(30, (index) => (index === 10 || index === 20 ? undefined : 30)));
    const firstBeat = beats.indexOf(0);
    expect(beats.slice(firstBeat, firstBeat + 30)).toEqual(
      numbers(30).map((number) => (number === 10 || number === 20 ? 'lost' : number)),
    );
    expect(stats.lost).toBe(2);
  });

  test('frames lost in a row are counted as one run, and those that only a copy brought belong to it', () => {
    const lost = new Set([5, 10, 11, 12, 20, 21]);
    const buffer = createVoiceJitterBuffer({ delayStartMs: 100, delayMinMs: 100 });
    for (let index = 0; index < 30; index += 1) {
      if (lost.has(index - 2)) buffer.insert(index - 2, frameOf(index - 2), 20 * index, index % 2 === 0);
      if (!lost.has(index)) buffer.insert(index, frameOf(index), 20 * index);
      buffer.take(20 * index + 7);
    }
    expect(buffer.stats()).toMatchObject({ received: 30, lost: 0, rebuilt: 3, lossRuns: 3 });
  });

  test('frames that overtook each other are played in order', () => {
    const { played, stats } = play(send(30, (index) => (index % 5 === 0 ? 55 : 20)));
    expect(played).toEqual(numbers(30));
    expect(stats).toMatchObject({ lost: 0, late: 0 });
  });

  test('copies are counted and played once', () => {
    const arrivals = send(30, () => 30);
    const { played, stats } = play([
      ...arrivals,
      ...arrivals.map(({ sequence, atMs }) => ({ sequence, atMs: atMs + 45 })),
    ]);
    expect(played).toEqual(numbers(30));
    expect(stats).toMatchObject({ received: 30, duplicated: 30, late: 0 });
  });

  test('a frame that comes after its time is counted as late and not played', () => {
    const { played, stats } = play(send(30, (index) => (index === 10 ? 200 : 20)));
    expect(played).toEqual(numbers(30).filter((number) => number !== 10));
    expect(stats).toMatchObject({ lost: 1, late: 1 });
  });

  test('a stall is stretched over and nothing that comes after it is thrown away at once', () => {
    // Everything sent during 80 ms comes at the end of them.
    const { played, stats } = play(
      send(40, (index) => 20 + (index >= 10 && index < 14 ? (14 - index) * 20 : 0)),
    );
    expect(played.slice(0, 20)).toEqual(numbers(20));
    expect(stats.lost).toBe(0);
    expect(stats.concealed).toBeGreaterThan(0);
  });

  test('under lasting jitter the delay grows until nearly every frame is in time', () => {
    const random = noise(1);
    const { beats, stats } = play(send(1000, (index) => 20 + 120 * random(index)));
    expect(stats.targetMs).toBeGreaterThan(100);
    expect(stats.targetMs).toBeLessThan(180);
    const settled = beats.slice(400, 1000);
    expect(settled.filter((beat) => beat === 'lost').length).toBeLessThan(0.05 * settled.length);
  });

  test('when the jitter ends the delay goes back, by frames left out far from each other', () => {
    const random = noise(2);
    const { beats, delaysMs } = play(send(2500, (index) => (index < 500 ? 20 + 120 * random(index) : 20)));
    expect(delaysMs[500]).toBeGreaterThan(90);
    expect(delaysMs[2400]).toBeLessThanOrEqual(50);
    const leftOut = beats.flatMap((beat, index) => {
      const before = beats[index - 1];
      return index > 530 && typeof beat === 'number' && typeof before === 'number' && beat - before === 2
        ? [index]
        : [];
    });
    const distances = leftOut.slice(1).map((index, at) => index - (leftOut[at] ?? 0));
    expect(leftOut.length).toBeGreaterThan(2);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(25);
  });

  test('silent frames are left out one after the other, frames with a voice half a second apart', () => {
    const calm = send(800, () => 20);
    const longStart = { delayStartMs: 300 };
    const silent = play(calm, { ...longStart, isSilence: () => true }).delaysMs.findIndex(isShort);
    const spoken = play(calm, { ...longStart, isSilence: () => false }).delaysMs.findIndex(isShort);
    expect(silent).toBeLessThan(75);
    expect(spoken).toBeGreaterThan(300);
  });

  test('after a stall of a second playing goes on with the newest frames instead of a second late', () => {
    const stalled = send(200, (index) => 20 + (index >= 50 && index < 100 ? (100 - index) * 20 : 0));
    const { delaysMs, played, stats } = play(stalled);
    expect(played.slice(-100)).toEqual(numbers(100, 100));
    expect(Math.max(...delaysMs)).toBeLessThan(200);
    expect(stats.dropped).toBeGreaterThan(30);
  });
});

describe('when the sender pauses or begins anew', () => {
  test('a pause is concealed for 100 ms, then silent, and what follows is played with the start delay', () => {
    const pauseMs = 3000;
    const arrivals = send(100, (index) => (index < 50 ? 30 : 30 + pauseMs));
    const { beats, played, stats } = play(arrivals, { delayMinMs: 60 });
    expect(played).toEqual(numbers(100));
    const lastBefore = beats.indexOf(49);
    expect(beats.slice(lastBefore + 1, lastBefore + 8)).toEqual([...Array(5).fill('lost'), 'wait', 'wait']);
    expect(stats.lost).toBe(0);
    expect(stats.delayMs).toBeLessThan(100);
  });

  test.each([400, 1500, 6000])('a voice that the relay holds for %i ms has lost nothing', (heldMs) => {
    const held = { first: 50, end: 50 + heldMs / 20 };
    const arrivals = send(held.end + 50, (index) =>
      index >= held.first && index < held.end ? undefined : 30,
    );
    const { played, stats } = play(arrivals, { delayMinMs: 60 });
    expect(played).toEqual([...numbers(50), ...numbers(50, held.end)]);
    expect(stats).toMatchObject({ received: 100, lost: 0, late: 0, dropped: 0 });
  });

  test('a sender that counts anew is followed after two frames', () => {
    const restarted = send(50, () => 30, 30_000).map(({ sequence, atMs }) => ({
      sequence,
      atMs: atMs + 1000,
    }));
    const { played } = play([...send(50, () => 30), ...restarted]);
    expect(played.slice(-50)).toEqual(numbers(50, 30_000));
  });

  test('one stray number changes nothing', () => {
    const { played, stats } = play([...send(50, () => 30), { sequence: 40_000, atMs: 500 }], {
      delayMinMs: 60,
    });
    expect(played).toEqual(numbers(50));
    expect(stats.lost).toBe(0);
  });

  test('frames that were not taken are not kept, and playing goes on with the newest', () => {
    const buffer = createVoiceJitterBuffer();
    for (let index = 0; index < 5000; index += 1) buffer.insert(index, frameOf(index), index * 20);
    const taken = buffer.take(5000 * 20);
    expect(taken.kind === 'frame' && sequenceOf(taken.bytes)).toBeGreaterThan(4990);
    expect(buffer.stats().delayMs).toBeLessThanOrEqual(100);
  });
});

test('whatever comes, frames are played in order and once, and every frame is accounted for', () => {
  const arrival = fc.record({
    delayMs: fc.option(fc.oneof(fc.nat(60), fc.nat(500)), { nil: undefined, freq: 8 }),
    copies: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(arrival, { minLength: 1, maxLength: 300 }), fc.nat(65_535), (ways, first) => {
      const once = send(ways.length, (index) => ways[index]?.delayMs, first);
      const copies = once.flatMap(({ sequence, atMs }) => {
        const index = (sequence - first) & 0xffff;
        return Array.from({ length: ways[index]?.copies ?? 0 }, (_, copy) => ({
          sequence,
          atMs: atMs + 13 * copy,
        }));
      });
      const { beats, played, stats } = play([...once, ...copies]);
      const positions = played.map((sequence) => (sequence - first) & 0xffff);
      expect(positions.every((position, at) => at === 0 || position > (positions[at - 1] ?? 0))).toBe(true);
      expect(stats.received).toBe(once.length);
      expect(stats.duplicated).toBe(copies.length);
      // All that waited was played in the end.
      expect(played.length + stats.late + stats.dropped).toBe(stats.received);
      expect(beats.filter((beat) => beat === 'lost').length).toBe(stats.concealed);
    }),
  );
});
