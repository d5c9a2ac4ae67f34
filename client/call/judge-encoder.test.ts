import { expect, test } from 'vitest';
import { createEncoderJudge, type EncoderLook, readEncoder } from './judge-encoder.ts';

/** @returns at which looks the encoder is taken to refuse */
function judgeAll(looks: readonly EncoderLook[]): boolean[] {
  return looks.map(createEncoderJudge());
}

const due = (given: number, encoded: number): EncoderLook => ({ due: true, given, encoded });

test('X5: an encoder refuses when pictures are given at two looks in a row and none is encoded', () => {
  expect(judgeAll([due(0, 0), due(5, 0), due(10, 0)])).toEqual([false, false, true]);
});

test('X5: a source that grew beyond what the encoder takes is noticed in the middle', () => {
  expect(judgeAll([due(0, 0), due(5, 5), due(10, 10), due(15, 10), due(20, 10)])).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('no refusal is found without viewers, while packets find no way, and in the samples right after', () => {
  const away = (given: number): EncoderLook => ({ due: false, given, encoded: 0 });
  expect(judgeAll([away(0), away(5), away(10), away(15), due(20, 0), due(25, 0), due(30, 9)])).not.toContain(
    true,
  );
});

test('nothing is refused while the source gives nothing: a page that stands still', () => {
  expect(judgeAll([due(7, 7), due(7, 7), due(7, 7), due(8, 7), due(8, 8)])).not.toContain(true);
});

test('a report is read over all layers; one of them that is sent is enough', () => {
  const report = (entries: readonly object[]) =>
    new Map(entries.map((entry, index) => [String(index), entry]));
  const transport = { type: 'transport', dtlsState: 'connected' };
  const source = { type: 'media-source', frames: 9 };
  const layers = [
    { type: 'outbound-rtp', active: false },
    { type: 'outbound-rtp', active: true, framesEncoded: 4 },
  ];
  expect(readEncoder(report([transport, source, ...layers]))).toEqual(due(9, 4));
  const sized = { ...source, width: 640, height: 360 };
  expect(readEncoder(report([transport, sized, ...layers]))?.size).toEqual({ width: 640, height: 360 });
  expect(readEncoder(report([source, ...layers]))?.due).toBe(false);
  expect(readEncoder(report([transport, source, layers[0] ?? {}]))?.due).toBe(false);
  expect(readEncoder(report([transport, ...layers]))).toBeUndefined();
});
