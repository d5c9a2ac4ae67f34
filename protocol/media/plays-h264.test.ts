import { expect, test } from 'vitest';
import { playsH264 } from './media-parameters.ts';
import { relayFormats } from './relay-formats.ts';

test('X4: who receives over RTP and names no H.264 receives none; who says nothing is not taken for such a one', () => {
  const codecs = relayFormats.codecs ?? [];
  const withoutH264 = { ...relayFormats, codecs: codecs.filter(({ mimeType }) => !/h264/i.test(mimeType)) };
  expect(codecs.length).toBeGreaterThan(withoutH264.codecs.length);
  expect(playsH264(relayFormats)).toBe(true);
  expect(playsH264(withoutH264)).toBe(false);
  expect(playsH264(undefined)).toBe(true);
});
