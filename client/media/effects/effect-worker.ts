// The worker of one camera's effects: every picture passes through here, and none leaves without what was asked for.
import runtimeUrl from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm?url';
import personUrl from '@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite?url';
import faceUrl from '@mediapipe/face_detection/face_detection_short_range.tflite?url';
import { listen, tell } from '../ports.ts';
import { type Effect, isPlain } from './effect-contract.ts';
import type { EffectReport, EffectRequest } from './effect-messages.ts';
import { FaceDetector, loadFaceNetwork } from './face-detector.ts';
import { loadNetwork } from './network.ts';
import { PersonMask } from './person-mask.ts';
import { PictureEffects, type Tools } from './picture-effects.ts';

/** One number for each pixel of the person model's picture. */
const personAnswerLength = 256 * 144;

const report = (message: EffectReport) => tell(self as unknown as Worker, message);
/** What is applied; none while the effect that was asked for is still being prepared. */
let effects: PictureEffects | undefined;
let asked = 0;
let readyToReport: number | undefined;
let failed = false;

setInterval(() => report({ kind: 'alive' }), 1000);

listen<EffectRequest>(self, (request) => {
  const work = request.kind === 'start' ? pass(request.frames, request.pictures) : prepare(request);
  work.catch(fail);
});

/** From the moment an effect is asked for, pictures are held back until it is there. */
async function prepare({ effect, serial }: Extract<EffectRequest, { kind: 'set' }>): Promise<void> {
  asked = serial;
  const before = effects;
  // Whatever hides more than the new one may go on until then; nothing else may.
  if (before?.effect.background.kind === 'none') effects = undefined;
  const prepared = new PictureEffects(effect, await loadTools(effect), (cost) =>
    report({ kind: 'cost', cost }),
  );
  if (asked !== serial) return;
  before?.end();
  effects = prepared;
  readyToReport = serial;
}

async function pass(frames: ReadableStream<VideoFrame>, pictures: WritableStream<VideoFrame>): Promise<void> {
  const [reader, writer] = [frames.getReader(), pictures.getWriter()];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const picture = apply(next.value);
    if (picture === undefined) continue;
    await writer.write(picture);
    if (readyToReport !== undefined) report({ kind: 'ready', serial: readyToReport });
    readyToReport = undefined;
  }
}

/** Takes the frame over. @returns the picture that may leave, if any */
function apply(frame: VideoFrame): VideoFrame | undefined {
  try {
    if (failed || effects === undefined) return undefined;
    if (isPlain(effects.effect)) return frame.clone();
    return effects.apply(frame, performance.now());
  } catch (error) {
    fail(error);
    return undefined;
  } finally {
    frame.close();
  }
}

function fail(error: unknown): void {
  failed = true;
  report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

let personMask: Promise<PersonMask> | undefined;
let faceDetector: Promise<FaceDetector> | undefined;

async function loadTools({ background, stickers }: Effect): Promise<Tools> {
  if (background.kind !== 'none') personMask ??= loadPersonMask();
  if (stickers.length > 0) faceDetector ??= loadFaceDetector();
  const [mask, faces, own] = await Promise.all([
    background.kind === 'none' ? undefined : personMask,
    stickers.length > 0 ? faceDetector : undefined,
    background.kind === 'picture' ? createImageBitmap(background.picture) : undefined,
  ]);
  return { mask, faces, own };
}

async function loadPersonMask(): Promise<PersonMask> {
  const [runtime, model] = await Promise.all([download(runtimeUrl), download(personUrl)]);
  return new PersonMask(await loadNetwork(runtime, model, personAnswerLength));
}

async function loadFaceDetector(): Promise<FaceDetector> {
  const [runtime, model] = await Promise.all([download(runtimeUrl), download(faceUrl)]);
  return new FaceDetector(await loadFaceNetwork(runtime, model));
}

async function download(url: string): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The server does not have ${url}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
