// Watches which size the pictures in a video element have; used by video-tile. What their sender said of it counts for nothing.
import { exceedsLimits } from '../../codecs/h264-limits.ts';

/** What is looked at of a video element. */
export type SizedElement = EventTarget & Pick<HTMLVideoElement, 'videoWidth' | 'videoHeight'>;

/**
 * Calls once when decoded pictures are larger than any that a client sends. The browser reports a size when it changes, so that this
 * costs nothing for a picture.
 * @returns ends the watch
 */
export function watchSize(element: SizedElement, onOversize: () => void): () => void {
  const look = (): void => {
    if (!exceedsLimits({ width: element.videoWidth, height: element.videoHeight })) return;
    end();
    onOversize();
  };
  const end = (): void => element.removeEventListener('resize', look);
  element.addEventListener('resize', look);
  return end;
}
