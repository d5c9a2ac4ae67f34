import { expect, test } from 'vitest';
import { planSearch } from './plan-search.ts';

const all = { conversation: '', sender: '', from: '', to: '' };

test('nothing is asked for before something is typed', () => {
  expect(planSearch(' ', all)).toBeUndefined();
  expect(planSearch('会', all)).toEqual({ text: '会' });
});

test('days are searched whole, by the calendar of this machine', () => {
  expect(planSearch('x', { conversation: 'c', sender: 's', from: '2026-11-29', to: '2026-11-30' })).toEqual({
    text: 'x',
    conversation: 'c',
    sender: 's',
    fromMs: new Date(2026, 10, 29).getTime(),
    toMs: new Date(2026, 11, 1).getTime(),
  });
  expect(planSearch('x', { ...all, from: '0001-01-01', to: 'no day' })).toEqual({ text: 'x' });
});
