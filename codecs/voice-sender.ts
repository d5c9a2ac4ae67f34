// One voice from samples to packets: encodes, lets the encoder rest during silence, and packs with copies against loss.
// Used by the client's voice worker; pure but for the encoder it is given.
import type { VoiceLoss } from '../protocol/media/voice-loss.ts';
import { createPackingPlan, type Uplink } from './plan-packing.ts';
import { noRedundancy, planRedundancy } from './plan-redundancy.ts';
import { createRestPlan } from './plan-rest.ts';
import { soundLevelDb } from './sound-level.ts';
import { createVoiceActivity } from './voice-activity.ts';
import { createVoicePacker } from './voice-packer.ts';

/** What a sender needs of a Speex encoder of the wideband. */
export interface VoiceEncoder {
  /** Empty when the frame need not be sent. */
  encode(samples: Float32Array): Uint8Array;
  change(changes: {
    readonly vad?: boolean;
    readonly dtx?: boolean;
    readonly packetLossPercent?: number;
  }): void;
}

export interface VoiceSender {
  /** Takes in the next 320 samples. */
  speak(samples: Float32Array): void;
  /** The next packet; `undefined` when nothing is to be sent now. */
  take(): Uint8Array<ArrayBuffer> | undefined;
  /** Adapts to what is lost on the way to the receivers. */
  expectLoss(loss: VoiceLoss): void;
  /** Adapts to the own way into the network, which is looked at once a second. */
  expectUplink(uplink: Uplink): void;
  /** Forgets what waits: the microphone was muted. */
  clear(): void;
}

/** Bounds of the loss that the encoder is tuned for, in percent: its own default, and where the sound begins to suffer. */
const encoderLoss = { min: 2, max: 20 } as const;
/** A copy is no older than this (80 ms), unless the packet directly before it is: it is waited for. */
const copyAgeMaxFrames = 4;

export function createVoiceSender(encoder: VoiceEncoder): VoiceSender {
  const packer = createVoicePacker('wideband');
  const mayBeSpeaking = createVoiceActivity();
  const planRest = createRestPlan();
  const planPacking = createPackingPlan();
  let mayRest = false;
  let redundancy = noRedundancy;
  let framesPerPacket = 1;

  function plan(): void {
    const offset = Math.min(redundancy.offset, Math.max(1, Math.floor(copyAgeMaxFrames / framesPerPacket)));
    packer.plan({ ...redundancy, offset }, framesPerPacket);
  }

  return {
    speak(samples) {
      const isQuiet = !mayBeSpeaking(soundLevelDb(samples));
      // Speech itself is encoded without: libspeex's own detector would take faint sounds for noise.
      if (isQuiet !== mayRest) encoder.change({ vad: isQuiet, dtx: isQuiet });
      mayRest = isQuiet;
      packer.push(planRest(encoder.encode(samples), isQuiet));
    },
    take: packer.take,
    expectLoss(loss) {
      redundancy = planRedundancy(loss, redundancy);
      plan();
      const percent = Math.round(100 * loss.lossRatio);
      encoder.change({ packetLossPercent: Math.max(encoderLoss.min, Math.min(encoderLoss.max, percent)) });
    },
    expectUplink(uplink) {
      framesPerPacket = planPacking(uplink, redundancy.copies);
      plan();
    },
    clear: packer.clear,
  };
}
