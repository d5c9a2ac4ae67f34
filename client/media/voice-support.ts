// Which voice codec this browser can use; asked once by the call's controller before the microphone starts.
import type { VoiceCodec } from './voice-contract.ts';

/** A module whose only function uses one vector instruction: valid exactly where WebAssembly SIMD is. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/**
 * What the own microphone can be sent as. `speex` needs encoded transforms, worklets (thus a secure page), WebAssembly SIMD
 * and a microphone that can be brought into a context at 16 kHz; `opus` works everywhere.
 */
export function voiceSupport(): VoiceCodec {
  const worklets = globalThis.isSecureContext && 'AudioWorkletNode' in globalThis;
  const transforms = 'RTCRtpScriptTransform' in globalThis;
  // Firefox refuses to connect a microphone to a context of another rate; it can hear Speex all the same.
  const anyRate = !('mozCaptureStream' in HTMLMediaElement.prototype);
  return worklets && transforms && anyRate && WebAssembly.validate(simdProbe) ? 'speex' : 'opus';
}
