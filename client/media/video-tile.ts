// Shows a track in a video element and counts what is shown; used by the call's controller for H.264 and own pictures.
import type { PictureStats, ShownTrack } from './picture-contract.ts';
import { createFrameRate } from './frame-rate.ts';
import { watchSize } from './watch-size.ts';

/**
 * Plays the track in the element, silently and at once; an element that showed another track changes over.
 * `detach` leaves the element alone when it shows something else by then.
 * @param onOversize called once when the pictures are larger than any that a client sends
 */
export function attachTrack(
  track: MediaStreamTrack,
  element: HTMLVideoElement,
  onOversize: () => void = () => undefined,
): ShownTrack {
  const stream = new MediaStream([track]);
  const rate = createFrameRate();
  const endWatch = watchSize(element, onOversize);
  let frameRequest = 0;
  const countFrame = () => {
    rate.count(performance.now());
    frameRequest = element.requestVideoFrameCallback(countFrame);
  };

  element.muted = true;
  element.playsInline = true;
  element.autoplay = true;
  element.srcObject = stream;
  // Rejects when the element is removed before the first picture; nothing is to be done about it.
  element.play().catch(() => undefined);
  if ('requestVideoFrameCallback' in element) frameRequest = element.requestVideoFrameCallback(countFrame);

  return {
    stats(): PictureStats {
      const { totalVideoFrames, droppedVideoFrames } = element.getVideoPlaybackQuality();
      return {
        width: element.videoWidth,
        height: element.videoHeight,
        framesDecoded: Math.max(rate.total(), totalVideoFrames - droppedVideoFrames),
        framesPerSecond: rate.perSecond(performance.now()),
      };
    },
    detach() {
      endWatch();
      if ('cancelVideoFrameCallback' in element) element.cancelVideoFrameCallback(frameRequest);
      if (element.srcObject === stream) element.srcObject = null;
    },
  };
}
