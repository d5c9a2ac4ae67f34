import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { planPatience } from './plan-patience.ts';

const tooOften = (retryAfterMs: number) => new RequestError('too-often', { retryAfterMs });

test('a source that is sent again too quickly is sent after the time that the server says', () => {
  expect(planPatience('media:produce', 1, tooOften(400))).toBe(400);
});

test('what a person wished is not said again behind their back', () => {
  expect(planPatience('media:pause', 1, tooOften(400))).toBeUndefined();
});

test('a long wait, and the fourth refusal, are told', () => {
  expect(planPatience('media:produce', 1, tooOften(60_000))).toBeUndefined();
  expect(planPatience('media:produce', 4, tooOften(400))).toBeUndefined();
});

test('other refusals are told at once', () => {
  expect(planPatience('media:produce', 1, new RequestError('media-rejected'))).toBeUndefined();
  expect(planPatience('media:produce', 1, new Error('broken'))).toBeUndefined();
});
