import { expect, test } from 'vitest';
import { readVoicePacket } from '../protocol/voice-packet.ts';
import { createVoicePacker } from './voice-packer.ts';

const frame = (value: number) => Uint8Array.of(value, value);
const taken = (packer: ReturnType<typeof createVoicePacker>) => {
  const bytes = packer.take();
  const packet = bytes && readVoicePacket(bytes);
  return packet && { last: packet.lastSequence, frames: packet.frames.map((bytes) => bytes[0]) };
};
const takenWithCopies = (packer: ReturnType<typeof createVoicePacker>) => {
  const packet = readVoicePacket(packer.take() ?? new Uint8Array());
  const frames = packet?.frames.map((bytes) => bytes[0]) ?? [];
  return { copies: frames.slice(0, packet?.copies), fresh: frames.slice(packet?.copies) };
};

test('a carrier frame takes along all frames since the one before, and the next finds nothing', () => {
  const packer = createVoicePacker('wideband');
  packer.push(frame(1));
  packer.push(frame(2));
  expect(taken(packer)).toEqual({ last: 1, frames: [1, 2] });
  expect(taken(packer)).toBeUndefined();
  packer.push(frame(3));
  expect(taken(packer)).toEqual({ last: 2, frames: [3] });
});

test('when the carrier stalls the oldest frames are given up and the numbers show the hole', () => {
  const packer = createVoicePacker('wideband');
  for (let value = 0; value < 10; value += 1) packer.push(frame(value));
  expect(taken(packer)).toEqual({ last: 9, frames: [3, 4, 5, 6, 7, 8, 9] });
});

test('numbers begin again at 0 after 65535', () => {
  const packer = createVoicePacker('wideband');
  for (let value = 0; value < 65_536; value += 1) packer.push(frame(0));
  packer.clear();
  packer.push(frame(7));
  expect(taken(packer)).toEqual({ last: 0, frames: [7] });
});

test('what waited before a pause is not sent after it', () => {
  const packer = createVoicePacker('wideband');
  packer.push(frame(1));
  packer.clear();
  expect(taken(packer)).toBeUndefined();
});

test('copies of the frames before ride along, as many as there are and as wanted', () => {
  const packer = createVoicePacker('wideband');
  packer.setCopies(2);
  const packets = [1, 2, 3, 4].map((value) => {
    packer.push(frame(value));
    return takenWithCopies(packer);
  });
  expect(packets).toEqual([
    { copies: [], fresh: [1] },
    { copies: [1], fresh: [2] },
    { copies: [1, 2], fresh: [3] },
    { copies: [2, 3], fresh: [4] },
  ]);
});

test('frames that wait go before copies when a packet cannot hold both', () => {
  const packer = createVoicePacker('wideband');
  packer.setCopies(3);
  for (const value of [1, 2, 3]) packer.push(frame(value));
  packer.take();
  for (let value = 4; value < 10; value += 1) packer.push(frame(value));
  expect(takenWithCopies(packer)).toEqual({ copies: [3], fresh: [4, 5, 6, 7, 8, 9] });
});

test('no copy of what was said before a pause rides along after it', () => {
  const packer = createVoicePacker('wideband');
  packer.setCopies(3);
  packer.push(frame(1));
  packer.take();
  packer.clear();
  packer.push(frame(2));
  expect(takenWithCopies(packer)).toEqual({ copies: [], fresh: [2] });
});

test('a voice that rests says so twice and is not numbered until it speaks again', () => {
  const packer = createVoicePacker('wideband');
  const silence = new Uint8Array();
  const packets = [frame(1), silence, silence, silence, silence, frame(2)].map((next) => {
    packer.push(next);
    return taken(packer);
  });
  expect(packets).toEqual([
    { last: 0, frames: [1] },
    { last: 1, frames: [undefined] },
    { last: 2, frames: [undefined] },
    undefined,
    undefined,
    { last: 3, frames: [2] },
  ]);
});

test('copies ride along into a rest, and none from before it after it', () => {
  const packer = createVoicePacker('wideband');
  packer.setCopies(2);
  const packets = [frame(1), new Uint8Array(), new Uint8Array(), frame(2)].map((next) => {
    packer.push(next);
    return takenWithCopies(packer);
  });
  expect(packets[2]).toEqual({ copies: [1, undefined], fresh: [undefined] });
  expect(packets[3]).toEqual({ copies: [], fresh: [2] });
});
