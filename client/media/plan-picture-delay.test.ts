import { expect, test } from 'vitest';
import { type PictureDelayInput, planPictureDelay } from './plan-picture-delay.ts';

const start = { packetsReceived: 1000, packetsAskedAgain: 10, framesDecoded: 500 };

/** Two seconds at 15 pictures of two packets each; `lost` packets of them did not come. */
function twoSeconds(lost: number, more: Partial<PictureDelayInput> = {}): PictureDelayInput {
  const now = { packetsReceived: 1060, packetsAskedAgain: 10 + lost, framesDecoded: 530 };
  return { before: start, now, betweenMs: 2000, roundTripMs: 25, currentDelayMs: 0, ...more };
}

test('on a clean connection pictures are shown as they come', () => {
  expect(planPictureDelay(twoSeconds(0))).toBe(0);
  expect(planPictureDelay(twoSeconds(0, { currentDelayMs: 160 }))).toBe(0);
});

test('losses make room for a picture interval and two round trips', () => {
  expect(planPictureDelay(twoSeconds(6))).toBe(160);
});

test('the delay has limits, however long the way is', () => {
  expect(planPictureDelay(twoSeconds(6, { roundTripMs: 400 }))).toBe(300);
  expect(planPictureDelay(twoSeconds(6, { roundTripMs: 0, betweenMs: 300 }))).toBe(80);
});

test('a rare loss neither begins nor ends a delay', () => {
  const rare = { packetsReceived: 1190, packetsAskedAgain: 11, framesDecoded: 530 };
  expect(planPictureDelay(twoSeconds(0, { now: rare }))).toBe(0);
  expect(planPictureDelay(twoSeconds(0, { now: rare, currentDelayMs: 160 }))).toBe(160);
});

test('a delay that is hardly too long stays', () => {
  expect(planPictureDelay(twoSeconds(6, { currentDelayMs: 200 }))).toBe(200);
  expect(planPictureDelay(twoSeconds(6, { currentDelayMs: 300 }))).toBe(160);
});

test('a picture that stands still tells nothing', () => {
  const still = { packetsReceived: 1004, packetsAskedAgain: 14, framesDecoded: 502 };
  expect(planPictureDelay(twoSeconds(0, { now: still, currentDelayMs: 120 }))).toBe(120);
});
