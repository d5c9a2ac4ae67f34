// A page that sends sound through one of the noise suppressors faster than in real time, and says how long that took.
import {
  GtcrnWorkletNode,
  loadGtcrn,
  loadRnnoise,
  RnnoiseWorkletNode,
} from '@sapphi-red/web-noise-suppressor';
import gtcrnModuleUrl from '@sapphi-red/web-noise-suppressor/gtcrn.wasm?url';
// oxlint-disable-next-line import/default -- Vite exports the address of the file
import gtcrnWorkletUrl from '@sapphi-red/web-noise-suppressor/gtcrnWorklet.js?url';
import rnnoiseModuleUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import rnnoiseSimdModuleUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
// oxlint-disable-next-line import/default -- Vite exports the address of the file
import rnnoiseWorkletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';

/** `none` is the graph without a suppressor, whose cost is subtracted. */
export type SuppressorName = 'none' | 'rnnoise' | 'gtcrn';

export interface SuppressorsWindow {
  /** RNNoise needs 48 kHz; GTCRN takes 16 kHz as well. Samples are base64 of 32-bit floats. */
  suppress(
    name: SuppressorName,
    base64: string,
    sampleRateHz: number,
  ): Promise<{ base64: string; tookMs: number }>;
}

/** Compiling the module in the audio thread, before the first sound. */
const settleMs = 1500;

async function openNode(name: SuppressorName, context: BaseAudioContext): Promise<AudioNode> {
  // The nodes ask for an AudioContext but need nothing that only it has.
  const audioContext = context as AudioContext;
  switch (name) {
    case 'none':
      return new GainNode(context);
    case 'gtcrn': {
      await context.audioWorklet.addModule(gtcrnWorkletUrl);
      const wasmBinary = await loadGtcrn({ url: gtcrnModuleUrl });
      return new GtcrnWorkletNode(audioContext, { wasmBinary, maxChannels: 1 });
    }
    case 'rnnoise': {
      await context.audioWorklet.addModule(rnnoiseWorkletUrl);
      const wasmBinary = await loadRnnoise({ url: rnnoiseModuleUrl, simdUrl: rnnoiseSimdModuleUrl });
      return new RnnoiseWorkletNode(audioContext, { wasmBinary, maxChannels: 1 });
    }
  }
}

(window as unknown as SuppressorsWindow).suppress = async (name, base64, sampleRateHz) => {
  const samples = new Float32Array(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)).buffer);
  const context = new OfflineAudioContext(1, samples.length, sampleRateHz);
  const buffer = context.createBuffer(1, samples.length, sampleRateHz);
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  const node = await openNode(name, context);
  source.connect(node);
  node.connect(context.destination);
  source.start();
  await new Promise((resolve) => {
    setTimeout(resolve, settleMs);
  });
  const startedMs = performance.now();
  const rendered = (await context.startRendering()).getChannelData(0);
  const tookMs = performance.now() - startedMs;
  const reader = new FileReader();
  const dataUrl = new Promise<string>((resolve) => {
    reader.addEventListener('load', () => resolve(reader.result as string), { once: true });
  });
  reader.readAsDataURL(new Blob([rendered]));
  return { base64: (await dataUrl).split(',')[1] ?? '', tookMs };
};
