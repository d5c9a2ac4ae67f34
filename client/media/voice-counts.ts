// What is counted of a received voice, however it is decoded.
import { silenceDb } from '../../codecs/sound-level.ts';

/** Counts are of 20 ms frames or RTP packets since the voice began. */
export interface VoiceCounts {
  readonly received: number;
  /** Frames that were lost on the way and played all the same, from copies that rode along later. */
  readonly rebuilt: number;
  /** Frames that were missing when they should have been played: neither delivered nor rebuilt. */
  readonly lost: number;
  /** How often one or more frames in a row were lost on the way, rebuilt or not. */
  readonly lossRuns: number;
  /** New frames in the packet that came last: one to three by the network, fewer packets where it is narrow. */
  readonly framesPerPacket: number;
  /** Frames of sound that were made up because none had arrived in time. */
  readonly concealed: number;
  /** Loudness of the last tenth of a second in dBFS; -127 is silence. */
  readonly levelDb: number;
}

/** Of a voice without any packet yet. */
export const noVoiceCounts: VoiceCounts = {
  received: 0,
  rebuilt: 0,
  lost: 0,
  lossRuns: 0,
  framesPerPacket: 1,
  concealed: 0,
  levelDb: silenceDb,
};
