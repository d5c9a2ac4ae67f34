// One received sound that the browser decodes itself: Opus voices and the sound of screens; started by voice-engine.
import { silenceDb } from '../../codecs/sound-level.ts';
import type { VoicePlayback, VoiceStats } from './voice-contract.ts';
import { openVoiceVolume } from './voice-volume.ts';

export interface OpusVoiceParts {
  readonly context: AudioContext;
  readonly onLevel: (levelDb: number) => void;
}

/** How often the receiver is asked for its counters, which hold the level too. */
const pollIntervalMs = 100;
const frameMs = 20;

/** What Chromium reports of a received sound, as far as it is used here. */
interface InboundSound {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fecPacketsReceived?: number;
  readonly fecPacketsDiscarded?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly audioLevel?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
}

export function openOpusVoice({ context, onLevel }: OpusVoiceParts): VoicePlayback {
  const volume = openVoiceVolume(context);
  // Chromium decodes a remote track only while an element plays it; the element itself stays mute.
  const pump = new Audio();
  pump.muted = true;
  let source: MediaStreamAudioSourceNode | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let stats: VoiceStats = {
    codec: 'opus',
    received: 0,
    rebuilt: 0,
    lost: 0,
    lossRuns: 0,
    framesPerPacket: 1,
    concealed: 0,
    levelDb: silenceDb,
    delayMs: 0,
  };

  const poll = async (receiver: RTCRtpReceiver) => {
    const report: Iterable<InboundSound> = (await receiver.getStats()).values();
    for (const entry of report) {
      if (entry.type === 'inbound-rtp') stats = describe(entry, context);
    }
    onLevel(stats.levelDb);
  };

  return {
    attachReceiver(receiver) {
      const stream = new MediaStream([receiver.track]);
      pump.srcObject = stream;
      pump.play().catch(() => undefined);
      source = context.createMediaStreamSource(stream);
      source.connect(volume.input);
      timer = setInterval(() => void poll(receiver), pollIntervalMs);
    },
    setVolume: volume.set,
    stats: () => stats,
    stop() {
      clearInterval(timer);
      source?.disconnect();
      volume.close();
      pump.srcObject = null;
    },
  };
}

function describe(entry: InboundSound, context: AudioContext): VoiceStats {
  const bufferedSeconds = (entry.jitterBufferDelay ?? 0) / Math.max(1, entry.jitterBufferEmittedCount ?? 0);
  const concealedSamples = (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
  return {
    codec: 'opus',
    received: entry.packetsReceived ?? 0,
    rebuilt: (entry.fecPacketsReceived ?? 0) - (entry.fecPacketsDiscarded ?? 0),
    lost: entry.packetsLost ?? 0,
    lossRuns: 0,
    framesPerPacket: 1,
    concealed: Math.round(concealedSamples / (context.sampleRate / (1000 / frameMs))),
    levelDb: Math.max(silenceDb, 20 * Math.log10(entry.audioLevel ?? 0)),
    delayMs: 1000 * (bufferedSeconds + context.baseLatency + context.outputLatency),
  };
}
