import { expect, test } from 'vitest';
import { planClose } from './plan-close.ts';

test('a closed window stays in the tray where the person wants that', () => {
  expect(planClose({ closeToTray: true, quitting: false })).toBe('hide');
});

test('a closed window is closed where the person wants no tray', () => {
  expect(planClose({ closeToTray: false, quitting: false })).toBe('close');
});

test('a program that ends takes its window along', () => {
  expect(planClose({ closeToTray: true, quitting: true })).toBe('close');
});
