import { expect, test } from 'vitest';
import type { AnnotationPoint, ShareDrawing } from '../../protocol/drawing/drawing.ts';
import type { Notice } from '../../protocol/notices.ts';
import { applyDrawingNotice, unknownDrawing } from './drawing-view.ts';

const at = (x: number): AnnotationPoint => [x, 0.5];

function drawn(peerId: string, stroke: number, from: number, ...xs: number[]): Notice {
  const points = xs.map(at);
  return {
    name: 'drawing:drawn',
    body: { producerId: 'screen1', peerId, stroke, colour: 'red', from, points },
  };
}

function after(drawing: ShareDrawing, ...notices: Notice[]): ShareDrawing {
  return notices.reduce(applyDrawingNotice, drawing);
}

test('a stroke grows piece by piece', () => {
  const { strokes } = after(unknownDrawing, drawn('bob', 1, 0, 0.1, 0.2), drawn('bob', 1, 2, 0.3));
  expect(strokes).toEqual([{ peerId: 'bob', stroke: 1, colour: 'red', points: [at(0.1), at(0.2), at(0.3)] }]);
});

test('a notice that is older than what was read adds nothing again', () => {
  const read = after(unknownDrawing, drawn('bob', 1, 0, 0.1, 0.2), drawn('bob', 1, 2, 0.3));
  const { strokes } = after(read, drawn('bob', 1, 0, 0.1, 0.2), drawn('bob', 1, 2, 0.3, 0.4));
  expect(strokes[0]?.points).toEqual([at(0.1), at(0.2), at(0.3), at(0.4)]);
});

test('strokes of the same number by two people are two strokes', () => {
  const { strokes } = after(unknownDrawing, drawn('bob', 1, 0, 0.1), drawn('cid', 1, 0, 0.9));
  expect(strokes.map(({ peerId }) => peerId)).toEqual(['bob', 'cid']);
});

test('erasing takes one stroke, all of one person, or everything', () => {
  const full = after(
    unknownDrawing,
    drawn('bob', 1, 0, 0.1),
    drawn('bob', 2, 0, 0.2),
    drawn('cid', 1, 0, 0.3),
  );
  const erased = (peerId: string, erasure: { what: 'own' | 'all' } | { what: 'stroke'; stroke: number }) =>
    after(full, {
      name: 'drawing:erased',
      body: { producerId: 'screen1', peerId, erasure },
    }).strokes.map(({ peerId: author, stroke }) => `${author} ${stroke}`);
  expect(erased('bob', { what: 'stroke', stroke: 1 })).toEqual(['bob 2', 'cid 1']);
  expect(erased('bob', { what: 'own' })).toEqual(['cid 1']);
  expect(erased('ann', { what: 'all' })).toEqual([]);
});
