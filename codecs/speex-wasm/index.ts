// What the package offers everywhere WebAssembly runs: pages, workers, AudioWorklets and Node. Files are read in node.ts.
export { createSpeexDecoder, type SpeexDecoder, type SpeexDecoderSettings } from './speex-decoder.ts';
export { createSpeexEncoder, type SpeexEncoder } from './speex-encoder.ts';
export {
  speexEncoderDefaults,
  type SpeexEncoderChanges,
  type SpeexEncoderSettings,
} from './encoder-settings.ts';
export { loadSpeexModule } from './load-speex-module.ts';
export { speexBands, speexFrameMs, type SpeexBand } from './speex-band.ts';
export { SpeexError, type SpeexErrorCode } from './speex-error.ts';
export { speexPacketMaxBytes } from './speex-coder.ts';
