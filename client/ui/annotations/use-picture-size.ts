// The size in pixels of the picture that a tile shows, whatever the size of the tile. Used for annotations on shared screens.
import { type RefObject, useEffect, useState } from 'react';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A canvas that a worker draws says nothing when its size changes, so it is looked at this often. */
const lookIntervalMs = 250;

/** @returns `undefined` while there is no picture */
export function usePictureSize(tileRef: RefObject<HTMLElement | null>): PictureSize | undefined {
  const [size, setSize] = useState<PictureSize>();
  useEffect(() => {
    const look = () => {
      const seen = sizeOf(tileRef.current?.querySelector('video, canvas'));
      setSize((before) => (before?.width === seen?.width && before?.height === seen?.height ? before : seen));
    };
    look();
    const timer = setInterval(look, lookIntervalMs);
    return () => clearInterval(timer);
  }, [tileRef]);
  return size;
}

/** Elements without a picture yet are a few pixels large, or none. */
function sizeOf(picture: Element | null | undefined): PictureSize | undefined {
  const isVideo = picture instanceof HTMLVideoElement;
  if (!isVideo && !(picture instanceof HTMLCanvasElement)) return undefined;
  const [width, height] = isVideo
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height];
  return width > 2 && height > 2 ? { width, height } : undefined;
}
