// One received sound that the browser decodes itself: Opus voices and the sound of screens; started by voice-engine.
import { soundLevelDb } from '../../codecs/sound-level.ts';
import { isFirefox, outputDelayMs } from './output-delay.ts';
import type { Loudspeaker, SoundOutput } from './sound-output.ts';
import type { VoicePlayback, VoiceStats } from './voice-contract.ts';
import { noVoiceCounts } from './voice-counts.ts';
import { openVoiceVolume } from './voice-volume.ts';

export interface OpusVoiceParts {
  readonly loudspeaker: Loudspeaker;
  /** Has an element play, now or when the browser lets it; returns the end. */
  readonly play: SoundOutput['play'];
  readonly onLevel: (levelDb: number) => void;
}

/** How often the receiver is asked for its counters and the level is taken. */
const pollIntervalMs = 100;
/** Samples that a level is taken of: 85 ms at 48 kHz, or more at lower rates. */
const levelSamples = 4096;
const frameMs = 20;
/** Browsers decode Opus at this rate and count samples of it. */
const opusRateHz = 48_000;

/** What Chromium reports of a received sound, as far as it is used here. */
interface InboundSound {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fecPacketsReceived?: number;
  readonly fecPacketsDiscarded?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
}

type InboundCounter = Exclude<keyof InboundSound, 'type'>;

export function openOpusVoice({ loudspeaker, play, onLevel }: OpusVoiceParts): VoicePlayback {
  const { context } = loudspeaker;
  const volume = openVoiceVolume(context, loudspeaker.input);
  // Chromium decodes a remote track only while an element plays it; the element itself stays mute.
  const audioElement = new Audio();
  audioElement.muted = true;
  // Chromium's own counters of a level stay at zero while the element is mute.
  const analyser = new AnalyserNode(context, { fftSize: levelSamples });
  const heard = new Float32Array(levelSamples);
  let source: MediaStreamAudioSourceNode | undefined;
  let endPlay: (() => void) | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let stats: VoiceStats = { codec: 'opus', ...noVoiceCounts, delayMs: 0 };

  let earlier: InboundSound | undefined;
  const poll = async (receiver: RTCRtpReceiver) => {
    const report: Iterable<InboundSound> = (await receiver.getStats()).values();
    for (const entry of report) {
      if (entry.type !== 'inbound-rtp') continue;
      analyser.getFloatTimeDomainData(heard);
      stats = { ...describe(entry, earlier, context), levelDb: soundLevelDb(heard) };
      earlier = entry;
    }
    if (timer !== undefined) onLevel(stats.levelDb);
  };

  return {
    attachReceiver(receiver) {
      const stream = new MediaStream([receiver.track]);
      audioElement.srcObject = stream;
      endPlay = play(audioElement);
      source = context.createMediaStreamSource(stream);
      source.connect(volume.input);
      source.connect(analyser);
      // A receiver whose connection is closed has no reports any more.
      timer = setInterval(() => void poll(receiver).catch(() => undefined), pollIntervalMs);
    },
    setVolume: volume.set,
    stats: () => stats,
    stop() {
      clearInterval(timer);
      timer = undefined;
      endPlay?.();
      source?.disconnect();
      volume.close();
      audioElement.srcObject = null;
    },
  };
}

/** @param earlier the look before this one, about a tenth of a second ago */
function describe(
  entry: InboundSound,
  earlier: InboundSound | undefined,
  context: AudioContext,
): Omit<VoiceStats, 'levelDb'> {
  const since = (name: InboundCounter) => (entry[name] ?? 0) - (earlier?.[name] ?? 0);
  const bufferedSeconds = since('jitterBufferDelay') / Math.max(1, since('jitterBufferEmittedCount'));
  const concealedSamples = (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
  return {
    codec: 'opus',
    received: entry.packetsReceived ?? 0,
    rebuilt: (entry.fecPacketsReceived ?? 0) - (entry.fecPacketsDiscarded ?? 0),
    lost: entry.packetsLost ?? 0,
    lossRuns: 0,
    framesPerPacket: 1,
    concealed: Math.round(concealedSamples / (opusRateHz / (1000 / frameMs))),
    delayMs: 1000 * bufferedSeconds + outputDelayMs(context, isFirefox()),
  };
}
