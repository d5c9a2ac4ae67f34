import { afterEach, expect, test, vi } from 'vitest';
import { createPicturePainter } from './picture-painter.ts';

/** As Firefox has it: the context of a canvas that a page handed over is given once. */
class FirefoxCanvas {
  readonly drawn: unknown[] = [];
  width: number;
  height: number;
  #given = false;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(): OffscreenCanvasRenderingContext2D {
    if (this.#given) throw new DOMException('Cannot update created context to different thread');
    this.#given = true;
    const drawImage = (image: unknown) => void this.drawn.push(image);
    return { canvas: this, drawImage } as unknown as OffscreenCanvasRenderingContext2D;
  }
}

afterEach(() => void vi.unstubAllGlobals());

test('X4: a canvas is asked for its context once, however often it is shown and hidden', () => {
  vi.stubGlobal('OffscreenCanvas', FirefoxCanvas);
  const painter = createPicturePainter({ drawn: () => undefined, lost: () => undefined });
  const canvases = [new FirefoxCanvas(300, 150), new FirefoxCanvas(300, 150)];
  const contexts = canvases.map((canvas) => canvas.getContext());
  for (const context of contexts) painter.show(context);
  for (const context of contexts) painter.hide(context);
  for (const context of contexts) painter.show(context);
  expect(canvases.map(({ drawn }) => drawn.length)).toEqual([2, 2]);
});
