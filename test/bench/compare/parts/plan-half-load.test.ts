import { expect, test } from 'vitest';
import { planRooms } from './plan-half-load.ts';

test('a relay gets as many rooms as bring it to half of a core', () => {
  expect(planRooms(4, 0.1, 30)).toBe(20);
  expect(planRooms(4, 0.3, 30)).toBe(7);
});

test('rooms stay when they are enough, and end at what the generator can feed', () => {
  expect(planRooms(4, 0.9, 30)).toBe(4);
  expect(planRooms(4, 0.01, 30)).toBe(30);
  expect(planRooms(4, 0, 30)).toBe(30);
});
