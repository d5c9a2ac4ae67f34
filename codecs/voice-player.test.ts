// The player at the pace of a sound card, in virtual time; the "codec" is a tone whose loudness tells that it was played.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeVoicePacket } from '../protocol/media/voice-packet.ts';
import { createVoicePlayer } from './voice-player.ts';

const quantum = 128;
const spoken = Uint8Array.of(1);
const packetOf = (sequence: number, frame = spoken) =>
  writeVoicePacket({ band: 'wideband', lastSequence: sequence & 0xffff, frames: [frame], copies: [] });

/** A voice of 160 Hz that goes on through every frame; a concealed frame is quieter. */
function createToneDecoder() {
  let at = 0;
  const write = (output: Float32Array, amplitude: number) => {
    for (let index = 0; index < output.length; index += 1) {
      output[index] = amplitude * Math.sin((2 * Math.PI * 160 * at) / 16_000);
      at += 1;
    }
  };
  return {
    decode: (frame: Uint8Array, output: Float32Array) => {
      if (frame[0] !== 1) throw new Error('no frame');
      write(output, 0.5);
    },
    conceal: (output: Float32Array) => write(output, 0.4),
  };
}

interface Sending {
  readonly frames: number;
  /** When the frame is sent, without its way; every 20 ms by default. */
  readonly sentAtMs?: (index: number) => number;
  readonly wayMs?: (index: number) => number;
  readonly first?: number;
}

/** Plays all of it; the delays are those of the buffer, by second. */
function play({ frames, sentAtMs = (index) => 20 * index, wayMs = () => 30, first = 0 }: Sending) {
  const player = createVoicePlayer(createToneDecoder());
  const arrivals = Array.from({ length: frames }, (_, index) => ({
    atMs: sentAtMs(index) + wayMs(index),
    sequence: first + index,
  })).toSorted((left, right) => left.atMs - right.atMs);
  const endMs = (arrivals.at(-1)?.atMs ?? 0) + quantum / 16;
  const output = new Float32Array(quantum);
  const sound: number[] = [];
  const delaysMs: number[] = [];
  for (let nowMs = 3; nowMs < endMs; nowMs += quantum / 16) {
    while (arrivals[0] && arrivals[0].atMs <= nowMs) {
      player.receive(packetOf(arrivals[0].sequence), nowMs);
      arrivals.shift();
    }
    player.render(output, nowMs);
    sound.push(...output);
    if (sound.length % 16_000 < quantum) delaysMs.push(player.stats().delayMs);
  }
  return { sound, delaysMs, stats: player.stats() };
}

const steepest = (sound: readonly number[]) =>
  sound.slice(1).reduce((most, sample, index) => Math.max(most, Math.abs(sample - (sound[index] ?? 0))), 0);

test('on an even way the delay comes down to 30 ms within two seconds, and no frame is lost or left out', () => {
  const { delaysMs, stats, sound } = play({ frames: 300 });
  expect(delaysMs[2]).toBeLessThanOrEqual(30);
  expect(stats).toMatchObject({ lost: 0, concealed: 0, dropped: 0 });
  // The tone's own steepest step is 0.032: no click where time was stretched.
  expect(steepest(sound.slice(3200))).toBeLessThan(0.05);
});

test('when jitter begins the delay grows by stretched sound until nearly every frame is in time', () => {
  const wayMs = (index: number) => (index < 200 ? 30 : 30 + ((index * 7919) % 60));
  const { delaysMs, stats } = play({ frames: 1500, wayMs });
  expect(delaysMs[3]).toBeLessThanOrEqual(30);
  expect(delaysMs[20]).toBeGreaterThan(50);
  expect(stats.lost).toBeLessThan(60);
});

test('a way that became longer for good is not answered with more delay than it had before', () => {
  const { delaysMs, stats } = play({ frames: 1500, wayMs: (index) => (index < 400 ? 30 : 90) });
  expect(delaysMs.at(-1)).toBeLessThanOrEqual(30);
  // What the longer way took at once was made up; nothing was drawn out when it had become the usual one.
  expect(stats.concealed).toBeLessThanOrEqual(5);
  expect(stats.stretched).toBeLessThan(play({ frames: 300 }).stats.stretched + 5);
});

test('copies are waited for as long as they ride along, however few of them are needed', () => {
  const player = createVoicePlayer(createToneDecoder());
  const output = new Float32Array(quantum);
  let sequence = 0;
  for (let nowMs = 0; nowMs < 60_000; nowMs += quantum / 16) {
    if (20 * sequence <= nowMs) {
      const copies = sequence < 3 ? [] : [{ distance: 3, frame: spoken }];
      // One of a hundred is lost.
      if (sequence % 100 !== 99)
        player.receive(
          writeVoicePacket({ band: 'wideband', lastSequence: sequence, frames: [spoken], copies }),
          nowMs,
        );
      sequence += 1;
    }
    player.render(output, nowMs);
  }
  expect(player.stats()).toMatchObject({ rebuilt: 29, lost: 0 });
  expect(player.stats().delayMs).toBeGreaterThan(60);
});

describe.each([200, -200])('a clock that is %i ppm off', (ppm) => {
  test('is followed for ten minutes without a frame lost or left out, at the same delay', () => {
    const { delaysMs, stats } = play({ frames: 30_000, sentAtMs: (index) => 20 * index * (1 + ppm / 1e6) });
    expect(stats).toMatchObject({ lost: 0, dropped: 0 });
    expect(Math.max(...delaysMs.slice(5))).toBeLessThanOrEqual(35);
    expect(stats.concealed).toBe(0);
  });
});

test('after a gap of ten seconds the voice is back with its first frame and a short delay', () => {
  const sentAtMs = (index: number) => 20 * index + (index < 100 ? 0 : 10_000);
  const { delaysMs, stats } = play({ frames: 300, sentAtMs });
  expect(stats).toMatchObject({ received: 300, lost: 0, dropped: 0 });
  expect(stats.concealed).toBeLessThanOrEqual(5);
  expect(delaysMs.at(-1)).toBeLessThanOrEqual(30);
});

test('numbers that wrap are no gap', () => {
  expect(play({ frames: 200, first: 65_450 }).stats).toMatchObject({ received: 200, lost: 0, concealed: 0 });
});

test('bytes that are no packet, of another band or no frame make no sound of their own and no error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 }), (packets) => {
      const player = createVoicePlayer(createToneDecoder());
      const output = new Float32Array(quantum);
      for (const [index, bytes] of packets.entries()) {
        player.receive(bytes, index * 8);
        player.render(output, index * 8);
        expect(output.every((sample) => Math.abs(sample) <= 0.5)).toBe(true);
      }
    }),
  );
});

test('whatever the ways, every frame that came is played, late or left out, and the sound goes on', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(120), { minLength: 50, maxLength: 300 }), (ways) => {
      const { stats, sound } = play({ frames: ways.length, wayMs: (index) => ways[index] ?? 0 });
      expect(stats.received).toBe(ways.length);
      expect(sound.every((sample) => Math.abs(sample) <= 0.51)).toBe(true);
      // Frames from before the one that came first may be late for a voice that has begun without them.
      const arrivals = ways.map((wayMs, index) => 20 * index + wayMs);
      const before = arrivals.indexOf(Math.min(...arrivals));
      expect(stats.late).toBeLessThanOrEqual(stats.lost + stats.concealed + before);
    }),
    { numRuns: 40 },
  );
});

describe('a voice that rests', () => {
  /** Speaks for 1.2 s, rests with a word every second, and speaks again at the given time. */
  function rest(wordsUntilMs: number, speaksAgainAtMs: number) {
    const player = createVoicePlayer(createToneDecoder());
    const words = Array.from({ length: 60 }, (_, index) => ({ atMs: 20 * index, frame: spoken }));
    for (let atMs = 1200; atMs < wordsUntilMs; atMs += 1000) {
      if (atMs > 1200) words.push({ atMs: atMs - 20, frame: spoken });
      words.push({ atMs, frame: new Uint8Array() });
    }
    words.push({ atMs: speaksAgainAtMs, frame: spoken }, { atMs: speaksAgainAtMs + 20, frame: spoken });
    const output = new Float32Array(quantum);
    const loudness: number[] = [];
    let sequence = 0;
    for (let nowMs = 0; nowMs < speaksAgainAtMs + 45; nowMs += quantum / 16) {
      while (words[0] && words[0].atMs <= nowMs) {
        player.receive(packetOf(sequence, words.shift()?.frame), nowMs);
        sequence += 1;
      }
      player.render(output, nowMs);
      loudness.push(output.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    }
    return { stats: player.stats(), loudnessAt: (ms: number) => loudness[Math.floor((16 * ms) / quantum)] };
  }

  test('is heard as the noise of its background, and loses and conceals nothing', () => {
    const { stats, loudnessAt } = rest(2900, 3000);
    for (let atMs = 1300; atMs < 2900; atMs += 50) expect(loudnessAt(atMs)).toBeGreaterThan(0.3);
    expect(stats).toMatchObject({ lost: 0, dropped: 0, concealed: 0 });
  });

  test('is silent once nothing is heard of it any more', () => {
    const { loudnessAt } = rest(1700, 3500);
    expect(loudnessAt(3400)).toBe(0);
  });

  test('is heard again within two frames of its first word, which is not cut', () => {
    const { loudnessAt, stats } = rest(1700, 3000);
    expect(loudnessAt(3040)).toBeGreaterThan(0.45);
    expect(stats.dropped).toBe(0);
  });
});
