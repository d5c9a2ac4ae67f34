import { expect, test } from 'vitest';
import { judgeBrowsers } from './judge-browsers.ts';

test.each([
  [['127.0.0.1'], 'note'],
  [['127.0.0.1', '::1'], 'note'],
  [['192.0.2.1', '127.0.0.1'], 'ok'],
  [['127.0.0.1', 'meet.example'], 'ok'],
])('X4: the doctor says where Firefox gets no media: %j', (told, verdict) => {
  expect(judgeBrowsers(told).verdict).toBe(verdict);
});
