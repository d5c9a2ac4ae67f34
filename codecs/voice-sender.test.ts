// With the real codec: what is sent of speech with pauses, and what it costs.
import { createSpeexDecoder, createSpeexEncoder } from 'speex-wasm';
import { readSpeexModule } from 'speex-wasm/node';
import { expect, test } from 'vitest';
import { readVoicePacket } from '../protocol/media/voice-packet.ts';
import { soundLevelDb } from './sound-level.ts';
import { createVoiceSender } from './voice-sender.ts';

const module = readSpeexModule();
const frameSamples = 320;

/** Noise like that of a room, loud enough to be heard, the same in every run. */
function roomNoise(length: number, amplitude = 0.001): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return amplitude * (state / 0x3fffffff - 1);
  });
}

/** A voice of some 150 Hz in syllables of 200 ms, over the noise of the room. */
function speech(seconds: number): Float32Array {
  const sound = roomNoise(seconds * 16_000);
  return sound.map((noise, at) => {
    const syllable = Math.max(0, Math.sin((2 * Math.PI * at) / 6400));
    const pitch = 150 + 10 * Math.sin(at / 3000);
    const tone = [1, 2, 3, 4, 5].reduce(
      (sum, overtone) => sum + Math.sin((2 * Math.PI * pitch * overtone * at) / 16_000) / overtone,
      0,
    );
    return noise + 0.2 * syllable * tone;
  });
}

/** One packet per frame, or `undefined` where nothing was sent. */
function send(sound: Float32Array) {
  const sender = createVoiceSender(createSpeexEncoder(module));
  return framesOf(sound).map((samples) => {
    sender.speak(samples);
    return sender.take();
  });
}

const framesOf = (sound: Float32Array) =>
  Array.from({ length: Math.floor(sound.length / frameSamples) }, (_, index) =>
    sound.subarray(index * frameSamples, (index + 1) * frameSamples),
  );
const bytesOf = (packets: readonly (Uint8Array | undefined)[]) =>
  packets.reduce((sum, packet) => sum + (packet?.length ?? 0), 0);

test('a silent room costs three packets a second, less than a twentieth of the bytes of speech, and in the end nothing', () => {
  const packets = send(roomNoise(20 * 16_000));
  const silence = packets.slice(50, 350);
  const voice = send(speech(6));
  expect(silence.filter((packet) => packet !== undefined).length / 6).toBeLessThanOrEqual(3);
  expect(silence).not.toEqual(silence.map(() => undefined));
  expect(bytesOf(silence)).toBeLessThan(bytesOf(voice) / 20);
  expect(packets.slice(500).every((packet) => packet === undefined)).toBe(true);
});

test('speech is sent whole and as an encoder without rest would encode it', () => {
  const sound = speech(3);
  const encoder = createSpeexEncoder(module);
  const sent = send(sound).map((packet) => packet && [...(readVoicePacket(packet)?.frames[0] ?? [])]);
  expect(sent).toEqual(framesOf(sound).map((samples) => [...encoder.encode(samples)]));
});

test('after silence nothing of the first syllable is missing', () => {
  const sound = new Float32Array(5 * 16_000);
  sound.set(roomNoise(sound.length));
  sound.set(speech(2), 3 * 16_000);
  const packets = send(sound);
  const missing = framesOf(sound).filter(
    (samples, index) => packets[index] === undefined && soundLevelDb(samples) > -50,
  );
  expect(packets.slice(50, 150)).toContain(undefined);
  expect(missing).toEqual([]);
});

test('the noise that a receiver makes while the voice rests is as loud as the room', () => {
  const sound = roomNoise(5 * 16_000, 0.01);
  const decoder = createSpeexDecoder(module);
  const output = new Float32Array(frameSamples);
  const levels = send(sound).map((packet) => {
    const frame = packet && readVoicePacket(packet)?.frames[0];
    if (frame) decoder.decode(frame, output);
    else decoder.conceal(output);
    return soundLevelDb(output);
  });
  const made = levels.slice(150).reduce((sum, level) => sum + level, 0) / levels.slice(150).length;
  expect(Math.abs(made - soundLevelDb(sound))).toBeLessThan(6);
});

test('copies and the tuning of the encoder follow the loss', () => {
  const changes: object[] = [];
  const sender = createVoiceSender({
    encode: () => Uint8Array.of(1),
    change: (change) => changes.push(change),
  });
  const copiesNow = () => {
    sender.speak(new Float32Array(frameSamples).fill(0.5));
    return readVoicePacket(sender.take() ?? new Uint8Array())?.copies.length;
  };
  copiesNow();
  const copies = [0.04, 0.5, 0].map((lossRatio) => {
    sender.expectLoss({ lossRatio, burstPackets: 1 });
    copiesNow();
    copiesNow();
    return copiesNow();
  });
  expect(copies).toEqual([1, 3, 0]);
  expect(changes).toEqual([{ packetLossPercent: 4 }, { packetLossPercent: 20 }, { packetLossPercent: 2 }]);
});

test('against bursts the copies are older, but never by more packets than a conversation bears', () => {
  const sender = createVoiceSender({ encode: () => Uint8Array.of(1), change: () => undefined });
  const distancesAfter = (availableBps: number) => {
    for (let look = 0; look < 5; look += 1) sender.expectUplink({ availableBps, isShared: false });
    const packets = Array.from({ length: 30 }, () => {
      sender.speak(new Float32Array(frameSamples).fill(0.5));
      return sender.take();
    });
    const last = readVoicePacket(packets.findLast((packet) => packet !== undefined) ?? new Uint8Array());
    return last?.copies.map(({ distance }) => distance);
  };
  sender.expectLoss({ lossRatio: 0.04, burstPackets: 2.5 });
  expect(distancesAfter(1_000_000)).toEqual([4]);
  expect(distancesAfter(40_000)).toEqual([3, 2, 1]);
});

test('on a narrow way three frames share a packet, and nothing is sent until they are there', () => {
  const sender = createVoiceSender({ encode: () => Uint8Array.of(1), change: () => undefined });
  const lookAt = (availableBps: number) => {
    for (let look = 0; look < 5; look += 1) sender.expectUplink({ availableBps, isShared: false });
  };
  const framesOfSpeech = () => {
    sender.speak(new Float32Array(frameSamples).fill(0.5));
    return readVoicePacket(sender.take() ?? new Uint8Array())?.frames.length;
  };
  expect([framesOfSpeech(), framesOfSpeech()]).toEqual([1, 1]);
  lookAt(40_000);
  expect([1, 2, 3, 4, 5, 6].map(framesOfSpeech)).toEqual([undefined, undefined, 3, undefined, undefined, 3]);
  lookAt(400_000);
  expect([framesOfSpeech(), framesOfSpeech()]).toEqual([1, 1]);
});
