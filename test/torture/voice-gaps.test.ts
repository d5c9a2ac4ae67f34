import { expect, test } from 'vitest';
import { VoiceGaps } from './voice-gaps.ts';

const steady = (frame: number) => ({
  frame,
  sentMs: frame * 20,
  heardMs: frame * 20 + 5,
  stalledMs: 0,
});

test('a voice that comes as it is sent has no gap', () => {
  const gaps = new VoiceGaps();
  for (let frame = 0; frame < 100; frame += 1) gaps.note(steady(frame));
  gaps.close(2010, 1980);
  expect(gaps.worstMs).toBe(0);
});

test('frames that are missing count, and so does what comes late', () => {
  const lost = new VoiceGaps();
  for (const frame of [0, 1, 12]) lost.note(steady(frame));
  expect(lost.worstMs).toBe(200);
  const late = new VoiceGaps();
  late.note(steady(0));
  late.note({ ...steady(1), heardMs: 25 + 300 });
  expect(late.worstMs).toBe(300);
});

test('what the speaker or the listener itself waited does not count', () => {
  const gaps = new VoiceGaps();
  gaps.note(steady(0));
  gaps.note({ frame: 1, sentMs: 500, heardMs: 505, stalledMs: 0 });
  gaps.note({ frame: 2, sentMs: 520, heardMs: 1525, stalledMs: 1000 });
  expect(gaps.worstMs).toBe(0);
});

test('a voice that ends before its speaker does is a gap, and one that never came an endless one', () => {
  const gaps = new VoiceGaps();
  gaps.note(steady(0));
  gaps.close(3010, 3000);
  expect(gaps.worstMs).toBe(3000);
  const none = new VoiceGaps();
  none.close(3010, 3000);
  expect(none.worstMs).toBe(Number.POSITIVE_INFINITY);
});
