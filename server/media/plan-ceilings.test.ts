import { expect, test } from 'vitest';
import { ceilingOf, planCeilings } from './plan-ceilings.ts';

const voice = { producerId: 'voice', ceilingBps: ceilingOf({ source: 'microphone', codec: 'speex' }) };
const camera = { producerId: 'camera', ceilingBps: ceilingOf({ source: 'camera', codec: 'h264' }) };

test('a voice that sends as much as a picture is found, the picture is not', () => {
  const before = new Map([
    ['voice', 1000],
    ['camera', 1000],
  ]);
  const now = [
    { ...voice, bytes: 3_000_000 },
    { ...camera, bytes: 3_000_000 },
  ];
  expect(planCeilings(before, now, 10_000)).toEqual(['voice']);
});

test('a source is judged from its second look on', () => {
  expect(planCeilings(new Map(), [{ ...voice, bytes: 100_000_000 }], 10_000)).toEqual([]);
});

test('what was sent before the look before does not count', () => {
  const bytes = 100_000_000;
  expect(planCeilings(new Map([['voice', bytes]]), [{ ...voice, bytes }], 10_000)).toEqual([]);
});

test('every kind of source has a ceiling above what our own client sends', () => {
  expect(ceilingOf({ source: 'microphone', codec: 'opus' })).toBeGreaterThan(130_000);
  expect(ceilingOf({ source: 'camera', codec: 'h264' })).toBeGreaterThan(4_300_000);
  expect(ceilingOf({ source: 'screen', codec: 'jpeg' })).toBeGreaterThan(
    ceilingOf({ source: 'screen', codec: 'h264' }),
  );
  expect(ceilingOf({ source: 'screen-sound', codec: 'opus' })).toBeGreaterThan(voice.ceilingBps);
});
