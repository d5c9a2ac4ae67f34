// A camera whose pictures may pass through effects before anybody sees them; used by the lobby's preview and by the call.
import type { CameraPreset } from '../../../codecs/h264-settings.ts';
import { openCamera } from '../devices.ts';
import { listen, tell } from '../ports.ts';
import { type Effect, type EffectCost, isPlain } from './effect-contract.ts';
import type { EffectReport, EffectRequest } from './effect-messages.ts';

/** Models of half a megabyte and a program of three: longer means that the server does not answer. */
const readyTimeoutMs = 20_000;
/** A worker that says nothing through so many looks hangs. Looks, not seconds: a laptop may have slept in between. */
const silentLooksMax = 5;
const lookIntervalMs = 2000;

export class EffectError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'EffectError';
  }
}

export interface EffectCamera {
  /** The device's own track: tells size and end, and is neither to be shown nor sent. */
  readonly device: MediaStreamTrack;
  /** What may be shown and sent: the device's own track as long as no effect was ever asked for. */
  readonly track: MediaStreamTrack;
  /**
   * Changes `track` at once where it must. Settles when the first picture with the effect is there; until then, no picture
   * without it appears.
   * @throws EffectError when it cannot be had; the camera is to be stopped then
   */
  setEffect(effect: Effect): Promise<void>;
  /** Ends the effects and lets go of the device. */
  stop(): void;
}

interface EffectListener {
  /** Once a second while an effect runs; `undefined` when it ends. */
  readonly onCost: (cost: EffectCost | undefined) => void;
  /** No picture comes any more. */
  readonly onFailed: (error: EffectError) => void;
}

/** What a camera is opened as. */
interface CameraChoice {
  /** Empty for the system's default. */
  readonly deviceId: string;
  readonly preset: CameraPreset;
  readonly effect: Effect;
}

/**
 * Opens a camera and waits for its first picture with the effect.
 * @param signal aborted when the caller no longer waits: nothing is open then
 * @throws DeviceError, EffectError, or the signal's reason
 */
export async function openEffectCamera(
  { deviceId, preset, effect }: CameraChoice,
  listener: EffectListener,
  signal: AbortSignal,
): Promise<EffectCamera> {
  const stream = await openCamera(deviceId, preset, signal);
  const [device] = stream.getVideoTracks();
  if (!device) throw new TypeError('The camera has no picture.');
  const camera = createEffectCamera(device, listener);
  const stop = () => camera.stop();
  signal.addEventListener('abort', stop);
  try {
    await camera.setEffect(effect);
    signal.throwIfAborted();
    return camera;
  } catch (error) {
    camera.stop();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function createEffectCamera(device: MediaStreamTrack, listener: EffectListener): EffectCamera {
  let pipeline: EffectPipeline | undefined;
  return {
    device,
    get track() {
      return pipeline?.track ?? device;
    },
    async setEffect(effect) {
      if (isPlain(effect)) listener.onCost(undefined);
      if (pipeline === undefined && isPlain(effect)) return;
      pipeline ??= openPipeline(device, listener);
      await pipeline.setEffect(effect);
    },
    stop() {
      pipeline?.stop();
      device.stop();
      listener.onCost(undefined);
    },
  };
}

interface EffectPipeline {
  readonly track: MediaStreamTrack;
  setEffect(effect: Effect): Promise<void>;
  stop(): void;
}

/** From the device through a worker to a new track. */
function openPipeline(device: MediaStreamTrack, { onCost, onFailed }: EffectListener): EffectPipeline {
  const worker = new Worker(new URL('./effect-worker.ts', import.meta.url), {
    type: 'module',
    name: 'effects',
  });
  const { readable } = new MediaStreamTrackProcessor({ track: device, maxBufferSize: 1 });
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  let serial = 0;
  let waiting: PromiseWithResolvers<void> | undefined;
  let ended = false;
  let silentLooks = 0;

  const settle = () => {
    waiting?.resolve();
    waiting = undefined;
  };
  const fail = (reason: string) => {
    if (ended) return;
    ended = true;
    const error = new EffectError(reason);
    if (waiting) waiting.reject(error);
    else onFailed(error);
  };
  listen<EffectReport>(worker, (report) => {
    silentLooks = 0;
    if (report.kind === 'failed') fail(report.reason);
    if (report.kind === 'cost' && !ended) onCost(report.cost);
    if (report.kind === 'ready' && report.serial === serial) settle();
  });
  const looking = setInterval(() => {
    silentLooks += 1;
    if (silentLooks > silentLooksMax) fail('The effect has stopped.');
  }, lookIntervalMs);
  worker.addEventListener('error', ({ message }) => fail(message));
  tell<EffectRequest>(worker, { kind: 'start', frames: readable, pictures: track.writable }, [
    readable,
    track.writable,
  ]);

  return {
    track,
    async setEffect(effect) {
      // Callers that wait for an earlier effect are released: it will not come.
      settle();
      serial += 1;
      waiting = Promise.withResolvers();
      tell<EffectRequest>(worker, { kind: 'set', effect, serial });
      const timer = setTimeout(() => fail('The effect is not ready in time.'), readyTimeoutMs);
      await waiting.promise.finally(() => clearTimeout(timer));
    },
    stop() {
      ended = true;
      clearInterval(looking);
      settle();
      worker.terminate();
      track.stop();
    },
  };
}
