// Whether this browser can play voices as Speex, and send them; asked by the call's controller.
import { voiceFrame } from '../../protocol/limits.ts';
import { isFirefox } from './output-delay.ts';

/** A module whose only function uses one vector instruction: valid exactly where WebAssembly SIMD is. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/** Needs encoded transforms, worklets (thus a secure page) and WebAssembly SIMD. Opus plays everywhere. */
export function canPlaySpeex(): boolean {
  const worklets = globalThis.isSecureContext && 'AudioWorkletNode' in globalThis;
  const transforms = 'RTCRtpScriptTransform' in globalThis;
  return worklets && transforms && WebAssembly.validate(simdProbe) && canRunAtSpeexRate();
}

/** To send Speex, a browser that plays it must bring a microphone into a context at 16 kHz too, which Firefox refuses. */
export function canCaptureForSpeex(): boolean {
  return !isFirefox();
}

/** An offline context takes the same rates as one with a loudspeaker, and needs no click. */
function canRunAtSpeexRate(): boolean {
  try {
    return new OfflineAudioContext(1, 1, voiceFrame.sampleRateHz).sampleRate === voiceFrame.sampleRateHz;
  } catch {
    return false;
  }
}
