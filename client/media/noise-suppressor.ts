// Strong noise suppression: the GTCRN network in a worklet, fetched only when the person chooses it; used by the engine and the device check.
import moduleUrl from '@sapphi-red/web-noise-suppressor/gtcrn.wasm?url';
// oxlint-disable-next-line import/default -- Vite exports the address of the file
import workletUrl from '@sapphi-red/web-noise-suppressor/gtcrnWorklet.js?url';

/**
 * One microphone's sound goes in, what is left without noise comes out 24 ms later. At 16 kHz, measured with
 * `npm run bench:noise`: pauses 25-34 dB quieter under hiss, a fan or keys, 3 % of a core.
 */
export interface NoiseSuppressor {
  readonly node: AudioNode;
  close(): void;
}

/** It could not be loaded or does not run. */
export class NoiseSuppressorError extends Error {
  override readonly name = 'NoiseSuppressorError';
}

/** Until the first sound; a slow connection fetches the 200 kB before that. */
const startTimeoutMs = 3000;
const pollMs = 10;
/** -60 dBFS at 0 Hz. */
const probeAmplitude = 0.001;

/**
 * Settles when sound truly comes out, for until then it would be silence.
 * @param context running, at 16 or 48 kHz
 * @param onFailed called when it breaks down later; nothing comes out from then on
 * @throws NoiseSuppressorError
 */
export async function openNoiseSuppressor(
  context: AudioContext,
  onFailed: () => void,
): Promise<NoiseSuppressor> {
  try {
    // Its module is only good for pages that have worklets.
    const { GtcrnWorkletNode, loadGtcrn } = await import('@sapphi-red/web-noise-suppressor');
    const [wasmBinary] = await Promise.all([
      loadGtcrn({ url: moduleUrl }),
      context.audioWorklet.addModule(workletUrl),
    ]);
    if (!WebAssembly.validate(wasmBinary)) throw new NoiseSuppressorError('The network is no WebAssembly.');
    const node = new GtcrnWorkletNode(context, { maxChannels: 1, wasmBinary });
    node.channelCount = 1;
    node.channelCountMode = 'explicit';
    const close = () => {
      node.removeEventListener('processorerror', onFailed);
      node.disconnect();
      node.destroy();
    };
    if (!(await isRunning(node, context))) {
      close();
      throw new NoiseSuppressorError('Nothing comes out of the noise suppressor.');
    }
    node.addEventListener('processorerror', onFailed);
    return { node, close };
  } catch (cause) {
    throw new NoiseSuppressorError('Strong noise suppression could not be started.', { cause });
  }
}

/** The worklet compiles by itself and says nothing of it: something inaudible goes in until it comes out. */
async function isRunning(node: AudioNode, context: AudioContext): Promise<boolean> {
  const probe = new ConstantSourceNode(context, { offset: probeAmplitude });
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  const heard = new Float32Array(analyser.fftSize);
  const startedMs = performance.now();
  probe.connect(node).connect(analyser);
  probe.start();
  do {
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs);
    });
    analyser.getFloatTimeDomainData(heard);
  } while (heard.every((sample) => sample === 0) && performance.now() - startedMs < startTimeoutMs);
  probe.disconnect();
  node.disconnect(analyser);
  return heard.some((sample) => sample !== 0);
}
