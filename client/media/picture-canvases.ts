// Hands canvases over to the decoding worker, each once, and remembers them for as long as they live; used by jpeg-receiver.
import type { DecodeRequest } from './picture-messages.ts';
import { tell } from './ports.ts';

export interface PictureCanvases {
  /** The number under which the worker knows the canvas; the same at every call for the same canvas. */
  idOf(canvas: HTMLCanvasElement): number;
}

/** A canvas can be handed over only once, but screens take elements off and put them back. */
export function createPictureCanvases(worker: Worker): PictureCanvases {
  const ids = new WeakMap<HTMLCanvasElement, number>();
  let lastId = 0;
  const removed = new FinalizationRegistry<number>((canvasId) =>
    tell<DecodeRequest>(worker, { kind: 'drop-canvas', canvasId }),
  );
  return {
    idOf(canvas) {
      const known = ids.get(canvas);
      if (known !== undefined) return known;
      lastId += 1;
      const offscreen = canvas.transferControlToOffscreen();
      tell<DecodeRequest>(worker, { kind: 'adopt-canvas', canvasId: lastId, canvas: offscreen }, [offscreen]);
      ids.set(canvas, lastId);
      removed.register(canvas, lastId);
      return lastId;
    },
  };
}
