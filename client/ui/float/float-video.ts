// Floats one picture where a browser can float videos only: what comes as JPEG is copied from its canvas into one.

/** Pictures a second that are copied; JPEG comes at about as many. */
const copiesPerSecond = 15;

/** Whether this browser floats videos. */
export function canFloatVideo(): boolean {
  return document.pictureInPictureEnabled;
}

/** Floats the picture, or ends the floating one. Only while a click or key is being handled. @throws DOMException */
export async function toggleFloatingVideo(picture: HTMLVideoElement | HTMLCanvasElement): Promise<void> {
  const floating = document.pictureInPictureElement;
  // Another one that floats gives way by itself.
  if (floating && (floating === picture || floating === copies.get(picture)))
    await document.exitPictureInPicture();
  else if (picture instanceof HTMLVideoElement) await picture.requestPictureInPicture();
  else await floatCanvas(picture);
}

const copies = new WeakMap<Element, HTMLVideoElement>();

/** A canvas that a worker draws gives no stream of its own in every browser, but it can be drawn from. */
async function floatCanvas(canvas: HTMLCanvasElement): Promise<void> {
  const copy = document.createElement('canvas');
  const context = copy.getContext('2d');
  const draw = () => {
    if (canvas.width === 0 || canvas.height === 0) return;
    if (copy.width !== canvas.width) copy.width = canvas.width;
    if (copy.height !== canvas.height) copy.height = canvas.height;
    context?.drawImage(canvas, 0, 0);
    if (!canvas.isConnected) void document.exitPictureInPicture().catch(() => undefined);
  };
  draw();
  const timer = setInterval(draw, 1000 / copiesPerSecond);
  const video = document.createElement('video');
  const end = () => {
    clearInterval(timer);
    video.srcObject = null;
    copies.delete(canvas);
  };
  video.muted = true;
  video.srcObject = copy.captureStream(copiesPerSecond);
  video.addEventListener('leavepictureinpicture', end);
  copies.set(canvas, video);
  try {
    await video.play();
    await video.requestPictureInPicture();
  } catch (error) {
    end();
    throw error;
  }
}
