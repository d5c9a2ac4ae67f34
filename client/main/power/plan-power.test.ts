import { expect, test } from 'vitest';
import type { CallState } from '../../ipc.ts';
import { planPower } from './plan-power.ts';

const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'off' };

test('outside of a call the machine does as it likes', () => {
  expect(planPower(null, true)).toBeUndefined();
});

test('a call in the tray keeps the machine awake and lets the screen go dark', () => {
  expect(planPower(call, false)).toBe('prevent-app-suspension');
});

test('a call that is looked at keeps the screen lit', () => {
  expect(planPower(call, true)).toBe('prevent-display-sleep');
});

test.each([{ camera: 'on' }, { camera: 'starting' }, { share: 'on' }] as const)(
  'a person who is seen keeps the screen lit, from the tray too: %o',
  (change) => {
    expect(planPower({ ...call, ...change }, false)).toBe('prevent-display-sleep');
  },
);
