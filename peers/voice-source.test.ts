import { expect, test } from 'vitest';
import { readVoicePacket } from '../protocol/media/voice-packet.ts';
import { readVoiceStamp, voiceStampBytes, writeVoiceStamp } from './media/stamp.ts';
import { payloadOffset } from './rtp.ts';
import { VoiceSource } from './voice-source.ts';

test('a voice carries its time where every receiver finds a copy that is too old, and rests send nothing', () => {
  const packets: Buffer[] = [];
  const source = new VoiceSource(77, 'voice', (bytes) => packets.push(Buffer.from(bytes)) > 0);
  const stamp = new Uint8Array(voiceStampBytes);
  writeVoiceStamp(stamp, 4567.25);
  expect(source.speak({ frames: [Uint8Array.of(1, 2, 3)], levelDb: -30 }, 0, stamp)).toBe(true);
  expect(source.speak({ frames: [], levelDb: -80 })).toBe(false);
  const payload = packets[0]?.subarray(payloadOffset(packets[0])) ?? Buffer.alloc(0);
  expect(readVoiceStamp(payload)).toBe(4567.25);
  expect(readVoicePacket(payload)).toMatchObject({ lastSequence: 1, copies: [{ distance: 255 }] });
  expect(packets).toHaveLength(1);
});
