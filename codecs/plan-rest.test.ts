import { expect, test } from 'vitest';
import { createRestPlan } from './plan-rest.ts';

const speech = new Uint8Array(70);
const noise = new Uint8Array(10);
const nothing = new Uint8Array();

/** Which of the frames are sent: s speech, n noise, - nothing. */
function sent(frames: readonly Uint8Array[]): string {
  const plan = createRestPlan();
  const letter = new Map([
    [70, 's'],
    [10, 'n'],
    [0, '-'],
  ]);
  return frames.map((frame) => letter.get(plan(frame, true).length)).join('');
}
const many = (count: number, frame: Uint8Array) => Array.from({ length: count }, () => frame);

test('speech is sent whole, and the first noise after it', () => {
  expect(sent([speech, speech, noise, noise, nothing, speech])).toBe('ssn--s');
});

test('noise is sent once a second, and no more after eight seconds', () => {
  const rest = sent(many(1000, noise));
  expect(Array.from(rest.matchAll(/n/g), ({ index }) => index)).toEqual([
    0, 51, 102, 153, 204, 255, 306, 357,
  ]);
});

test('an encoder that says nothing is not made to', () => {
  expect(sent(many(200, nothing))).not.toContain('n');
});

test('every rest begins anew', () => {
  expect(sent([...many(600, noise), speech, noise, noise])).toMatch(/sn-$/);
});

test('nothing is left out of sound that is not quiet, however short its frames', () => {
  const plan = createRestPlan();
  expect(many(100, noise).every((frame) => plan(frame, false) === frame)).toBe(true);
});
