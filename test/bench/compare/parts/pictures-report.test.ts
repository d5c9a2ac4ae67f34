import { expect, test } from 'vitest';
import { verdictOf } from '../goals.ts';
import { judgePictures, pictureNotes, type PictureSample, pictureTables } from './pictures-report.ts';

const sample = (relay: string, delayMs: number, more: Partial<PictureSample> = {}): PictureSample => ({
  relay,
  round: 1,
  delaysMs: [1, delayMs],
  loss: 0,
  corePercent: 7,
  voice: undefined,
  ...more,
});

test('pictures are judged against both kinds of Janus, the voice by all its packets together', () => {
  const samples = [
    sample('Plenum', 10, { voice: { aloneMs: [1, 1], besideMs: [1, 1] } }),
    sample('Plenum', 10, { round: 2, voice: { aloneMs: [1, 2], besideMs: [1, 5] } }),
    sample('Janus', 40),
    sample('Janus, 2 loops', 16),
  ];
  expect(judgePictures(samples).map((each) => [each.figure, verdictOf(each)])).toEqual([
    [0.25, 'met'],
    [0.625, 'missed'],
    [2.5, 'missed'],
  ]);
});

test('a round in which pictures were lost is void, and without another nothing is judged', () => {
  const samples = [sample('Plenum', 10, { loss: 0.02 }), sample('Janus', 40)];
  expect(judgePictures(samples).map(verdictOf)).toEqual(['not measured', 'not measured', 'not measured']);
  expect(pictureNotes(samples)).toEqual(['Round 1 of Plenum at 10 receivers is void: 2.00 % were lost.']);
  expect(pictureTables(samples)[0]?.rows[0]).toEqual(['Plenum', 'void', 'void', 'void']);
});
