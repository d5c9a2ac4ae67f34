// Brings a track's pictures to the encoding worker, past the page's thread where the browser can; used by jpeg-sender.
import type { EncodeRequest, PictureSettings } from './picture-messages.ts';
import { tell } from './ports.ts';

/** Starts the worker; returns the end. The track is left as it is. */
export function feedPictures(track: MediaStreamTrack, worker: Worker, settings: PictureSettings): () => void {
  if ('MediaStreamTrackProcessor' in globalThis) {
    // A clone of its own, so that ending it leaves the owner's track running.
    const own = track.clone();
    const { readable } = new MediaStreamTrackProcessor({ track: own, maxBufferSize: 1 });
    tell<EncodeRequest>(worker, { kind: 'start', settings, frames: readable }, [readable]);
    return () => own.stop();
  }
  tell<EncodeRequest>(worker, { kind: 'start', settings });
  return feedFromElement(track, worker);
}

/** For browsers without access to a track's frames: a video element that nobody sees gives them one by one. */
function feedFromElement(track: MediaStreamTrack, worker: Worker): () => void {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  let stopped = false;
  const next = async () => {
    if (stopped) return;
    const picture = await createImageBitmap(element);
    tell<EncodeRequest>(worker, { kind: 'picture', picture }, [picture]);
    element.requestVideoFrameCallback(() => void next());
  };
  element.requestVideoFrameCallback(() => void next());
  element.play().catch(() => undefined);
  return () => {
    stopped = true;
    element.srcObject = null;
  };
}
