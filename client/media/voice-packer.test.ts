import { expect, test } from 'vitest';
import { readVoicePacket } from '../../protocol/voice-packet.ts';
import { createVoicePacker } from './voice-packer.ts';

const frame = (value: number) => Uint8Array.of(value, value);
const taken = (packer: ReturnType<typeof createVoicePacker>) => {
  const bytes = packer.take();
  const packet = bytes && readVoicePacket(bytes);
  return packet && { last: packet.lastSequence, frames: packet.frames.map((bytes) => bytes[0]) };
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
