// Shows JPEG pictures that come over a data channel; started by the call's controller for every such source.
import { createFrameRate } from './frame-rate.ts';
import type { JpegReceiver } from './picture-contract.ts';
import { createPictureCanvases, type PictureCanvases } from './picture-canvases.ts';
import type { DecodeReport, DecodeRequest } from './picture-messages.ts';
import { listen, tell } from './ports.ts';

interface Decoding {
  readonly worker: Worker;
  readonly canvases: PictureCanvases;
}

/** One worker for all receivers: a canvas must stay with the worker that got it, whatever source it shows later. */
let shared: Decoding | undefined;
let lastReceiverId = 0;

function requireDecoding(): Decoding {
  if (shared) return shared;
  const worker = new Worker(new URL('./picture-decode-worker.ts', import.meta.url), {
    type: 'module',
    name: 'jpeg-decoding',
  });
  shared = { worker, canvases: createPictureCanvases(worker) };
  return shared;
}

/**
 * Decodes only while a canvas shows it; a message more or less at the beginning does not matter.
 * @param onLost parts of a screen were lost on the way and should be sent again
 */
export function startJpegReceiver(onLost: () => void = () => undefined): JpegReceiver {
  const { worker, canvases } = requireDecoding();
  lastReceiverId += 1;
  const receiverId = lastReceiverId;
  const request = (message: DecodeRequest, transfer?: Transferable[]) => tell(worker, message, transfer);
  const rate = createFrameRate();
  const shownOn = new Set<HTMLCanvasElement>();
  let size = { width: 0, height: 0 };
  const stopListening = listen<DecodeReport>(worker, (report) => {
    if (report.receiverId !== receiverId) return;
    if (report.kind === 'lost') return onLost();
    size = { width: report.width, height: report.height };
    rate.count(performance.now());
  });

  return {
    receive(message) {
      if (shownOn.size > 0) request({ kind: 'receive', receiverId, message }, [message]);
    },
    show(canvas) {
      const canvasId = canvases.idOf(canvas);
      shownOn.add(canvas);
      request({ kind: 'show', receiverId, canvasId });
      return () => {
        shownOn.delete(canvas);
        request({ kind: 'hide', receiverId, canvasId });
      };
    },
    stats: () => ({
      ...size,
      framesDecoded: rate.total(),
      framesPerSecond: rate.perSecond(performance.now()),
    }),
    stop() {
      shownOn.clear();
      stopListening();
      request({ kind: 'stop', receiverId });
    },
  };
}
