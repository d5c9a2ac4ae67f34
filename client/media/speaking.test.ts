import { expect, test } from 'vitest';
import { createSpeakingDetector } from './speaking.ts';

const listen = (levels: readonly number[]) => {
  const isSpeaking = createSpeakingDetector();
  return levels.map(isSpeaking);
};

test('loud sound counts as speech and silence does not', () => {
  expect(listen([-127, -60, -20])).toEqual([false, false, true]);
});

test('the pause between two words does not end speech', () => {
  const answers = listen([-20, ...Array<number>(8).fill(-80), -20]);
  expect(answers.every(Boolean)).toBe(true);
});

test('speech ends when it stays quiet', () => {
  expect(listen([-20, ...Array<number>(9).fill(-80)]).at(-1)).toBe(false);
});

test('a level between the two limits keeps the last answer', () => {
  expect(listen([-48, -48])).toEqual([false, false]);
  expect(listen([-20, ...Array<number>(30).fill(-48)]).at(-1)).toBe(true);
});
