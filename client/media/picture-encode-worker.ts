// The worker of one JPEG sender: takes pictures from the track, keeps to the rate, and encodes when the channel has room.
import type { EncodeReport, EncodeRequest, PictureSettings } from './picture-messages.ts';
import { createPictureEncoder, type PictureEncoder } from './picture-encoder.ts';
import { effortOf, fullEffort, planEffort } from './plan-effort.ts';
import { planPicture } from './plan-picture.ts';
import { listen, tell } from './ports.ts';

/** Lost tiles of a screen are mended within this time. */
const screenRefreshIntervalMs = 10_000;

let settings: PictureSettings | undefined;
let encoder: PictureEncoder | undefined;
/** The newest picture of the track, as long as it is not drawn. */
let newest: VideoFrame | ImageBitmap | undefined;
let hasAny = false;
let wholeWanted = true;
let watched = true;
let lastWholeAtMs = Number.NEGATIVE_INFINITY;
let dueAtMs = 0;
/** A channel that has more than the last picture still to send is busy. */
let lastPictureBytes = 0;
let effort = fullEffort;
/** Between asking for room and having sent. */
let busy = false;
let timer: ReturnType<typeof setTimeout> | undefined;

const report = (message: EncodeReport, transfer?: Transferable[]) =>
  tell(self as unknown as Worker, message, transfer);

listen<EncodeRequest>(self, (request) => {
  switch (request.kind) {
    case 'start':
      settings = request.settings;
      encoder = createPictureEncoder(settings.source);
      void request.frames?.pipeTo(new WritableStream({ write: takePicture }));
      break;
    case 'picture':
      takePicture(request.picture);
      break;
    case 'want-whole':
      wholeWanted = true;
      act();
      break;
    case 'watched':
      watched = request.watched;
      act();
      break;
    case 'buffered':
      void answer(request.bytes <= lastPictureBytes);
      break;
  }
});

/** Whatever came before and was not drawn is out of date. */
function takePicture(picture: VideoFrame | ImageBitmap): void {
  newest?.close();
  newest = picture;
  hasAny = true;
  act();
}

function act(): void {
  clearTimeout(timer);
  if (busy || !watched || settings === undefined) return;
  const plan = planPicture(situation(settings));
  if (plan.kind === 'wait') timer = setTimeout(act, plan.forMs);
  if (plan.kind !== 'send') return;
  busy = true;
  report({ kind: 'ask' });
}

function situation({ source }: PictureSettings) {
  return {
    nowMs: performance.now(),
    dueAtMs,
    hasNew: newest !== undefined,
    hasAny,
    wholeWanted,
    lastWholeAtMs,
    refreshIntervalMs: source === 'screen' ? screenRefreshIntervalMs : Number.POSITIVE_INFINITY,
  };
}

/** A picture for which there is no room is left out; a wish for a whole one stays. */
async function answer(hasRoom: boolean): Promise<void> {
  if (settings === undefined) return;
  const nowMs = performance.now();
  const plan = planPicture(situation(settings));
  // Counted from when it was due, so that the rate is kept on average.
  dueAtMs = Math.max(dueAtMs + 1000 / settings.framesPerSecond, nowMs);
  effort = planEffort(effort, hasRoom);
  if (!hasRoom) report({ kind: 'dropped' });
  else if (plan.kind === 'send') await encode(plan.whole, nowMs);
  busy = false;
  act();
}

async function encode(whole: boolean, nowMs: number): Promise<void> {
  if (encoder === undefined || settings === undefined) return;
  const { qualityRatio, widthRatio } = effortOf(effort, settings.source);
  if (newest) encoder.draw(newest, settings.widthMax, widthRatio);
  newest?.close();
  newest = undefined;
  if (whole) {
    wholeWanted = false;
    lastWholeAtMs = nowMs;
  }
  const { messages, width, height } = await encoder.encode(whole, settings.quality * qualityRatio);
  if (messages.length > 0) lastPictureBytes = messages.reduce((sum, message) => sum + message.byteLength, 0);
  report({ kind: 'encoded', messages, width, height }, [...messages]);
}
