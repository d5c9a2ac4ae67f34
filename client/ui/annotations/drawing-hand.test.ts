import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnnotationPoint, StrokePiece } from '../../../protocol/drawing/drawing.ts';
import { strokePointsMax } from '../../../protocol/limits.ts';
import { createDrawingHand } from './drawing-hand.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function hand(stands: (piece: StrokePiece) => boolean = () => true) {
  const sent: { piece: StrokePiece; from: number }[] = [];
  const pointed: AnnotationPoint[] = [];
  const shown: number[] = [];
  let strokes = 0;
  const drawing = createDrawingHand({
    point: (at) => pointed.push(at),
    draw: async (piece, from) => {
      sent.push({ piece, from });
      return stands(piece);
    },
    onOwnStroke: (_colour, points) => shown.push(points.length),
    nextStroke: () => (strokes += 1),
  });
  return { drawing, sent, pointed, shown };
}

test('a stroke goes out in pieces that together are the stroke, the last at the lifting of the pen', async () => {
  const { drawing, sent, shown } = hand();
  drawing.penDown('blue', [0, 0]);
  for (let step = 1; step <= 20; step += 1) {
    drawing.penMove([step / 100, 0]);
    await vi.advanceTimersByTimeAsync(16);
  }
  drawing.penMove([0.5, 0]);
  drawing.penUp();
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.length).toBeLessThan(10);
  expect(sent.map(({ piece }) => piece.stroke)).toEqual(sent.map(() => 1));
  const points = sent.flatMap(({ piece }) => piece.points);
  expect(points).toHaveLength(22);
  expect(points.at(-1)).toEqual([0.5, 0]);
  let before = 0;
  for (const { piece, from } of sent) {
    expect(from).toBe(before);
    before += piece.points.length;
  }
  expect(shown.at(-1)).toBe(0);
});

test('a pen that rests before it is lifted leaves no stroke of its own behind', async () => {
  const { drawing, sent, shown } = hand();
  drawing.penDown('blue', [0, 0]);
  drawing.penMove([0.5, 0]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.flatMap(({ piece }) => piece.points)).toHaveLength(2);
  expect(shown.at(-1)).toBe(2);
  drawing.penUp();
  expect(shown.at(-1)).toBe(0);
});

test('a refused stroke is taken back and not drawn on', async () => {
  const { drawing, sent, shown } = hand(() => false);
  drawing.penDown('red', [0, 0]);
  await vi.advanceTimersByTimeAsync(100);
  drawing.penMove([0.5, 0.5]);
  drawing.penUp();
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toHaveLength(1);
  expect(shown.at(-1)).toBe(0);
});

test('a stroke that grows too long goes on as another from where it was', async () => {
  const { drawing, sent } = hand();
  drawing.penDown('red', [0, 0]);
  for (let step = 1; step < strokePointsMax + 5; step += 1) drawing.penMove([(step % 2) * 0.5, 0.5]);
  drawing.penUp();
  await vi.advanceTimersByTimeAsync(100);
  const lengths = [1, 2].map((stroke) =>
    sent.filter(({ piece }) => piece.stroke === stroke).flatMap(({ piece }) => piece.points),
  );
  expect(lengths[0]).toHaveLength(strokePointsMax);
  expect(lengths[1]?.[0]).toEqual(lengths[0]?.at(-1));
});

test('a moving pointer sends some 17 places a second, and one that stands still nothing', async () => {
  const { drawing, pointed } = hand();
  for (let step = 0; step < 125; step += 1) {
    drawing.point([step / 200, 0.5]);
    await vi.advanceTimersByTimeAsync(8);
  }
  for (let step = 0; step < 50; step += 1) drawing.point([124 / 200, 0.5]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(pointed.length).toBeGreaterThan(12);
  expect(pointed.length).toBeLessThanOrEqual(20);
  expect(pointed.at(-1)).toEqual([124 / 200, 0.5]);
});
