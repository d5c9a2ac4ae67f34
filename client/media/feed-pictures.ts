// Brings a track's pictures to the encoding worker, past the page's thread where the browser can; used by jpeg-sender.
import type { EncodeReport, EncodeRequest, PictureSettings } from './picture-messages.ts';
import { listen, tell } from './ports.ts';

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

/**
 * For browsers without access to a track's frames: a video element that no person sees gives them one by one, when the worker says
 * that one is due. The worker's clock goes on in a page that is hidden, where the element's own word about new pictures does not come.
 */
function feedFromElement(track: MediaStreamTrack, worker: Worker): () => void {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  let stopped = false;
  let taking = false;
  let fresh = false;
  const noteFresh = () => {
    fresh = true;
    element.requestVideoFrameCallback(noteFresh);
  };
  const take = async () => {
    if (taking || element.videoWidth === 0 || !(fresh || document.hidden)) return;
    taking = true;
    fresh = false;
    // An element whose track has just ended gives none.
    const picture = await createImageBitmap(element).catch(() => undefined);
    taking = false;
    if (stopped) picture?.close();
    else if (picture) tell<EncodeRequest>(worker, { kind: 'picture', picture }, [picture]);
  };
  const endListening = listen<EncodeReport>(worker, ({ kind }) => {
    if (kind === 'picture-due') void take();
  });
  element.requestVideoFrameCallback(noteFresh);
  element.play().catch(() => undefined);
  return () => {
    stopped = true;
    endListening();
    element.srcObject = null;
  };
}
