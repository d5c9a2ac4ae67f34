// What the page, the voice worker and the two worklets tell each other. Sound itself never passes through the page.
import type { Uplink } from '../../codecs/plan-packing.ts';
import type { VoiceLoss } from '../../protocol/media/voice-loss.ts';
import type { VoiceCounts } from './voice-counts.ts';

/** Names under which the worklets register their processors. */
export const captureProcessorName = 'plenum-voice-capture';
export const playbackProcessorName = 'plenum-voice-playback';

/** Page to worker. `frames` carries `Float32Array`s of 320 samples from the capture worklet. */
export type VoiceWorkerRequest =
  | { readonly kind: 'load'; readonly speexModule: WebAssembly.Module }
  | { readonly kind: 'start-microphone'; readonly microphoneId: number; readonly frames: MessagePort }
  | { readonly kind: 'expect-loss'; readonly microphoneId: number; readonly loss: VoiceLoss }
  | { readonly kind: 'expect-uplink'; readonly microphoneId: number; readonly uplink: Uplink }
  | { readonly kind: 'pause-microphone'; readonly microphoneId: number }
  | { readonly kind: 'stop-microphone'; readonly microphoneId: number };

/** Options of the encoded transforms, which all run in the worker. `packets` leads to the playback worklet. */
export type VoiceTransformOptions =
  | { readonly direction: 'send'; readonly microphoneId: number }
  | { readonly direction: 'receive'; readonly packets: MessagePort };

/** Page to capture worklet. */
export type CaptureRequest =
  | { readonly kind: 'frames-to'; readonly port: MessagePort }
  | { readonly kind: 'mute'; readonly muted: boolean }
  | { readonly kind: 'stop' };

/** Capture worklet to page, 20 times a second: loudness of the last 50 ms, muted or not. */
export interface CaptureReport {
  readonly levelDb: number;
}

/** Page to playback worklet. Packets of another band than wideband are left out. */
export type PlaybackRequest =
  | { readonly kind: 'packets-from'; readonly port: MessagePort }
  | { readonly kind: 'stop' };

/** Playback worklet to page, every 60 ms. Counts are of frames since the start. */
export interface PlaybackReport extends VoiceCounts {
  /** How long the frame that is being played has waited, in milliseconds. */
  readonly bufferedMs: number;
}
