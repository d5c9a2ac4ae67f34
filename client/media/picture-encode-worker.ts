// The worker of one JPEG sender: takes pictures from the track, keeps to the rate, and encodes when the channel has room.
import { createCameraPictures } from './camera-pictures.ts';
import type { PictureFlow } from './picture-flow.ts';
import type { EncodeReport, EncodeRequest } from './picture-messages.ts';
import { createPicturePace } from './picture-pace.ts';
import { fullEffort, planEffort } from './plan-effort.ts';
import { listen, tell } from './ports.ts';
import { createScreenPictures } from './screen-pictures.ts';

let flow: PictureFlow | undefined;
let frameIntervalMs = 0;
/** The newest picture of the track, as long as it is not drawn. */
let newest: VideoFrame | ImageBitmap | undefined;
let watched = true;
let dueAtMs = 0;
/** Not before this is a channel asked again that was full. */
let retryAtMs = 0;
let effort = fullEffort;
let effortAtMs = 0;
const pace = createPicturePace();
/** Between asking for room and having sent. */
let busy = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Runs where pictures come one by one. */
let clock: ReturnType<typeof setInterval> | undefined;

const report = (message: EncodeReport, transfer?: Transferable[]) =>
  tell(self as unknown as Worker, message, transfer);

listen<EncodeRequest>(self, (request) => {
  switch (request.kind) {
    case 'start':
      frameIntervalMs = 1000 / request.settings.framesPerSecond;
      // Another track of the same source goes on counting where the one before ended.
      flow ??=
        request.settings.source === 'screen'
          ? createScreenPictures(request.settings)
          : createCameraPictures(request.settings);
      if (request.frames) void request.frames.pipeTo(new WritableStream({ write: takePicture }));
      else clock ??= setInterval(callForPicture, frameIntervalMs);
      break;
    case 'picture':
      takePicture(request.picture);
      break;
    case 'request-key-frame':
      flow?.want(performance.now(), request.bytesPerSecond);
      act();
      break;
    case 'watched':
      watched = request.watched;
      act();
      break;
    case 'limit-pace':
      pace.limit(request.bytesPerSecond, performance.now());
      break;
    case 'buffered':
      void answer(request.bytes);
      break;
  }
});

function callForPicture(): void {
  if (watched) report({ kind: 'picture-due' });
}

/** Whatever came before and was not drawn is out of date. */
function takePicture(picture: VideoFrame | ImageBitmap): void {
  newest?.close();
  newest = picture;
  act();
}

function act(): void {
  clearTimeout(timer);
  if (busy || !watched || flow === undefined) return;
  const nowMs = performance.now();
  const nextAtMs = Math.max(retryAtMs, flow.nextAtMs(nowMs, newest ? dueAtMs : Number.POSITIVE_INFINITY));
  if (nextAtMs === Number.POSITIVE_INFINITY) return;
  if (nextAtMs > nowMs) {
    timer = setTimeout(act, nextAtMs - nowMs);
    return;
  }
  busy = true;
  report({ kind: 'ask' });
}

/** A picture for which there is no room is left out; what else is due waits. */
async function answer(waitingBytes: number): Promise<void> {
  if (flow === undefined) return;
  const nowMs = performance.now();
  const hasRoom = flow.hasRoom(waitingBytes, nowMs) && pace.isReady(nowMs);
  const isNewDue = newest !== undefined && nowMs >= dueAtMs;
  // Counted from when it was due, so that the rate is kept on average.
  if (isNewDue) dueAtMs = Math.max(dueAtMs + frameIntervalMs, nowMs);
  learn(hasRoom, nowMs);
  if (hasRoom) await send(flow, isNewDue, nowMs);
  else {
    retryAtMs = nowMs + flow.retryMs;
    if (isNewDue) report({ kind: 'dropped' });
  }
  busy = false;
  act();
}

/** At most once in a picture's time, however often the channel is asked. */
function learn(hasRoom: boolean, nowMs: number): void {
  if (nowMs < effortAtMs) return;
  effort = planEffort(effort, hasRoom);
  effortAtMs = Math.max(effortAtMs + frameIntervalMs, nowMs);
}

async function send(source: PictureFlow, isNewDue: boolean, nowMs: number): Promise<void> {
  if (newest && isNewDue) {
    source.draw(newest, effort, nowMs);
    newest.close();
    newest = undefined;
  }
  const encoded = await source.encode(effort, nowMs);
  if (encoded === undefined) return;
  pace.spend(
    encoded.messages.reduce((sum, message) => sum + message.byteLength, 0),
    nowMs,
  );
  report({ kind: 'encoded', ...encoded }, [...encoded.messages]);
}
