import { expect, test } from 'vitest';
import type { Phase } from '../../app/meeting-model.ts';
import { planShown } from './plan-shown.ts';

const none = { returningTo: undefined, movedFrom: undefined };

test('the address decides once one is signed in, also while a room is joined', () => {
  const shown = (phase: Phase) => planShown({ ...none, phase });
  expect(shown('starting')).toBe('starting');
  expect(shown('signed-out')).toBe('signed-out');
  expect(shown('lobby')).toBe('address');
  expect(shown('joining')).toBe('address');
  expect(shown('call')).toBe('call');
});

test('a page that takes its call up again shows no screen before it is there', () => {
  const state = { ...none, returningTo: '43839' };
  for (const phase of ['starting', 'signed-out', 'lobby', 'joining'] as const)
    expect(planShown({ ...state, phase })).toBe('returning');
  expect(planShown({ ...state, phase: 'call' })).toBe('call');
});

test('a call that moved elsewhere covers every address until it is taken back or given up', () => {
  const state = { ...none, movedFrom: { number: '43839' } };
  expect(planShown({ ...state, phase: 'lobby' })).toBe('moved');
  expect(planShown({ ...state, phase: 'joining' })).toBe('moved');
  expect(planShown({ ...state, phase: 'signed-out' })).toBe('signed-out');
});
