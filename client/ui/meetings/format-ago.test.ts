import { expect, test } from 'vitest';
import { formatAgo } from './format-ago.ts';

const nowMs = Date.UTC(2026, 10, 30, 12);
const minuteMs = 60_000;

test.each([
  [-5 * minuteMs, 'this minute'],
  [20_000, 'this minute'],
  [10 * minuteMs, '10 minutes ago'],
  [150 * minuteMs, '2 hours ago'],
  [25 * 60 * minuteMs, 'yesterday'],
  [6 * 24 * 60 * minuteMs, '6 days ago'],
  [8 * 24 * 60 * minuteMs, 'Nov 22, 2026'],
])('%i ms ago is %j', (agoMs, words) => {
  expect(formatAgo(nowMs - agoMs, nowMs, 'en')).toBe(words);
});

test('the words are those of the language', () => {
  expect(formatAgo(nowMs - 10 * minuteMs, nowMs, 'zh-CN')).toBe('10分钟前');
});
