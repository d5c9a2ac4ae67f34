// How loud one received sound plays: a plain factor, and above 100 % a limiter behind it. Used by speex-voice and opus-voice.

export interface VoiceVolume {
  /** To be fed with the sound. */
  readonly input: AudioNode;
  /** 0 is silence, 1 as sent, 2 twice the amplitude (+6 dB). */
  set(amplitude: number): void;
  close(): void;
}

/** Changes take this long, so that none is heard as a click. */
const glideSeconds = 0.02;
/**
 * Where the limiter begins, in dBFS. A voice with peaks of 0.9 at 200 %: 1.1 % of the samples would be cut, 0.01 % are, and
 * the distortion of the loud syllables is -26 dB instead of -20 dB. What it lets through beyond full scale, it being late for a
 * sudden sound, is for the output to bend (sound-ceiling.ts).
 */
const thresholdDb = -1;
const ratio = 20;
/** Chromium, Firefox and the specification raise what a compressor gives out by 0.6 of what it takes from full scale. */
const makeUpDb = 0.6 * -thresholdDb * (1 - 1 / ratio);

/** @param output what it plays to until it is closed */
export function openVoiceVolume(context: BaseAudioContext, output: AudioNode): VoiceVolume {
  const volume = new GainNode(context);
  volume.connect(output);
  let limiter: AudioNode | undefined;

  /** Only once it is needed, and then for good: it delays by 6 ms, which would be heard as a click at every change. */
  const limit = () => {
    limiter = new DynamicsCompressorNode(context, { threshold: thresholdDb, knee: 0, ratio });
    const asBefore = new GainNode(context, { gain: 10 ** (-makeUpDb / 20) });
    volume.disconnect();
    volume.connect(limiter).connect(asBefore).connect(output);
  };
  return {
    input: volume,
    set(amplitude) {
      if (amplitude > 1 && limiter === undefined) limit();
      volume.gain.setTargetAtTime(amplitude, context.currentTime, glideSeconds);
    },
    close() {
      volume.disconnect();
      limiter?.disconnect();
    },
  };
}
