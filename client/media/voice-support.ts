// Which voice codec this browser can use; asked once by the call's controller before the microphone starts.
import type { VoiceCodec } from './voice-contract.ts';

/** A module whose only function uses one vector instruction: valid exactly where WebAssembly SIMD is. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/** `speex` needs encoded transforms, worklets (thus a secure page) and WebAssembly SIMD; `opus` works everywhere. */
export function voiceSupport(): VoiceCodec {
  const worklets = globalThis.isSecureContext && 'AudioWorkletNode' in globalThis;
  const transforms = 'RTCRtpScriptTransform' in globalThis;
  return worklets && transforms && WebAssembly.validate(simdProbe) ? 'speex' : 'opus';
}
