import { expect, test } from 'vitest';
import { type ErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { type AskingRule, planSettling } from './plan-settling.ts';

const refused = (code: ErrorCode, retryAfterMs?: number) =>
  new RequestError(code, retryAfterMs === undefined ? {} : { retryAfterMs });
const after = (error: unknown, attempt = 0, isOnline = true, rule?: AskingRule) =>
  planSettling({ error, attempt, isOnline, random: 1 }, rule);

test('a refusal that passes is asked again: when the server says, or by and by, and not for ever', () => {
  expect(after(refused('too-often', 700), 100)).toBe(700);
  expect([0, 1, 11].map((attempt) => after(refused('server-busy'), attempt))).toEqual([300, 600, 5000]);
  expect(after(refused('server-busy'), 12)).toBeUndefined();
});

test('what another attempt cannot change is not asked again', () => {
  expect(after(refused('bad-request'))).toBeUndefined();
  expect(after(new TypeError('a mistake'))).toBeUndefined();
});

test('an answer that did not come is asked for again on a line that stands, and by others on one that broke', () => {
  expect(after(new CallError('connection-lost'))).toBe(300);
  expect(after(new CallError('connection-lost'), 0, false)).toBeUndefined();
});

test('another rule says which refusals pass, and for how long', () => {
  const rule: AskingRule = { isPassing: (code) => code !== 'not-in-room', attemptsMax: Infinity };
  expect(after(refused('not-permitted'), 1000, true, rule)).toBe(5000);
  expect(after(refused('not-in-room'), 0, true, rule)).toBeUndefined();
});
