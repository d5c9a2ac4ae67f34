import { expect, test } from 'vitest';
import { formatAsJson, formatAsTable } from './list-accounts.ts';

const account = {
  id: 'a1',
  phone: '13800000001',
  nickname: '张伟',
  salt: 'the-salt',
  credential: 'the-credential',
  disabled: true,
  createdAtMs: Date.UTC(2026, 10, 21, 5),
};

test('the table has one line for each account under its heading', () => {
  expect(formatAsTable([account, { ...account, disabled: false, nickname: 'Ada' }]).split('\n')).toEqual([
    'PHONE             SINCE       STATE     NICKNAME',
    '13800000001       2026-11-21  disabled  张伟',
    '13800000001       2026-11-21  enabled   Ada',
  ]);
});

test('the JSON form tells who may sign in, and nothing of passwords', () => {
  expect(JSON.parse(formatAsJson([account]))).toEqual([
    {
      id: 'a1',
      phone: '13800000001',
      nickname: '张伟',
      disabled: true,
      createdAt: '2026-11-21T05:00:00.000Z',
    },
  ]);
});
