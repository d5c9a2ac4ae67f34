// The pictures of a camera: each one whole, as one JPEG. Used by the encoding worker.
import { createPictureEncoder } from './picture-encoder.ts';
import type { PictureFlow } from './picture-flow.ts';
import type { PictureSettings } from './picture-messages.ts';
import { effortOf } from './plan-effort.ts';

export function createCameraPictures({ quality, widthMax, framesPerSecond }: PictureSettings): PictureFlow {
  const encoder = createPictureEncoder('camera');
  let hasAny = false;
  let isFresh = false;
  let wanted = false;
  /** A channel that has more than the last picture still to send is busy. */
  let lastPictureBytes = 0;

  return {
    retryMs: 1000 / framesPerSecond,
    draw(picture, effort) {
      encoder.draw(picture, widthMax, effortOf(effort, 'camera').widthRatio);
      hasAny = true;
      isFresh = true;
    },
    want(_nowMs, bytesPerSecond) {
      // A viewer that fell behind continues with the next picture, which is whole.
      if (bytesPerSecond === undefined) wanted = true;
    },
    nextAtMs(nowMs, newDueAtMs) {
      // Some cameras give no new pictures while they are covered: a new viewer gets the last one.
      return hasAny && wanted ? nowMs : newDueAtMs;
    },
    hasRoom: (waitingBytes) => waitingBytes <= lastPictureBytes,
    async encode(effort) {
      if (!isFresh && !(hasAny && wanted)) return undefined;
      isFresh = false;
      wanted = false;
      const { width, height } = encoder;
      const tile = { x: 0, y: 0, width, height };
      const wish = { tile, quality: quality * effortOf(effort, 'camera').qualityRatio };
      const encoded = await encoder.encode([wish], true);
      lastPictureBytes = encoded.messages[0]?.byteLength ?? 0;
      return encoded;
    },
  };
}
