import { beforeEach, expect, test } from 'vitest';
import { JpegAudience, slowMemoryMs } from './jpeg-audience.ts';

let audience: JpegAudience;

beforeEach(() => {
  audience = new JpegAudience();
  for (const viewer of ['ann', 'bob']) audience.watched('screen', viewer, true);
});

test('a slow receiver changes nothing while another keeps up', () => {
  expect(audience.fellBehind('screen', 'ann', 50_000, 0)).toBeUndefined();
  expect(audience.fellBehind('screen', 'ann', 60_000, 1000)).toBeUndefined();
});

test('when all are slow the fastest of them sets the pace', () => {
  audience.fellBehind('screen', 'ann', 50_000, 0);
  expect(audience.fellBehind('screen', 'bob', 90_000, 1000)).toBe(90_000);
  expect(audience.fellBehind('screen', 'ann', 40_000, 2000)).toBe(90_000);
});

test('a receiver that has kept up for a while is slow no more', () => {
  audience.fellBehind('screen', 'ann', 50_000, 0);
  expect(audience.fellBehind('screen', 'bob', 90_000, slowMemoryMs)).toBeUndefined();
});

test('a peer that no longer watches does not count', () => {
  audience.watched('screen', 'bob', false);
  expect(audience.fellBehind('screen', 'ann', 50_000, 0)).toBe(50_000);
  expect(audience.fellBehind('screen', 'bob', 90_000, 0)).toBeUndefined();
});

test('the receivers of one source do not count for another', () => {
  audience.watched('camera', 'ann', true);
  expect(audience.fellBehind('camera', 'ann', 50_000, 0)).toBe(50_000);
});

test('a wish that is repeated does not make a slow receiver a fast one', () => {
  audience.fellBehind('screen', 'ann', 50_000, 0);
  audience.watched('screen', 'ann', true);
  expect(audience.fellBehind('screen', 'bob', 70_000, 1)).toBe(70_000);
});
