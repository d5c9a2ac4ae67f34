// The one worker that decodes and draws all received JPEG pictures of a page, straight onto the canvases on the screen.
import type { DecodeReport, DecodeRequest } from './picture-messages.ts';
import { createPicturePainter, type PicturePainter } from './picture-painter.ts';
import { listen, tell } from './ports.ts';

const painters = new Map<number, PicturePainter>();
const canvases = new Map<number, OffscreenCanvasRenderingContext2D>();

listen<DecodeRequest>(self, (request) => {
  switch (request.kind) {
    case 'receive':
      requirePainter(request.receiverId).receive(request.message);
      break;
    case 'adopt-canvas': {
      const context = request.canvas.getContext('2d');
      if (context) canvases.set(request.canvasId, context);
      break;
    }
    case 'drop-canvas':
      canvases.delete(request.canvasId);
      break;
    case 'show':
    case 'hide': {
      const canvas = canvases.get(request.canvasId);
      if (canvas) requirePainter(request.receiverId)[request.kind](canvas);
      break;
    }
    case 'stop':
      painters.delete(request.receiverId);
      break;
  }
});

function requirePainter(receiverId: number): PicturePainter {
  const known = painters.get(receiverId);
  if (known) return known;
  const report = (message: DecodeReport) => tell(self as unknown as Worker, message);
  const painter = createPicturePainter({
    drawn: (width, height) => report({ kind: 'drawn', receiverId, width, height }),
    lost: () => report({ kind: 'lost', receiverId }),
  });
  painters.set(receiverId, painter);
  return painter;
}
