// One received Speex voice: a transform in the worker feeds a playback worklet through a port; started by voice-engine.
import { isFirefox, outputDelayMs } from './output-delay.ts';
import { listen, tell } from './ports.ts';
import type { Loudspeaker } from './sound-output.ts';
import type { VoicePlayback, VoiceStats } from './voice-contract.ts';
import { noVoiceCounts } from './voice-counts.ts';
import {
  type PlaybackReport,
  type PlaybackRequest,
  playbackProcessorName,
  type VoiceTransformOptions,
} from './voice-messages.ts';
import { openVoiceVolume } from './voice-volume.ts';

export interface SpeexVoiceParts {
  readonly loudspeaker: Loudspeaker;
  readonly worker: Worker;
  /** Resolves to the Speex module once the playback worklet is loaded too. */
  readonly loaded: Promise<WebAssembly.Module>;
  readonly onLevel: (levelDb: number) => void;
}

/** Returns at once; packets that come before everything is loaded wait in the port. */
export function openSpeexVoice({ loudspeaker, worker, loaded, onLevel }: SpeexVoiceParts): VoicePlayback {
  const { context } = loudspeaker;
  const volume = openVoiceVolume(context, loudspeaker.input);
  const { port1: packetsIn, port2: packetsOut } = new MessageChannel();
  let playback: AudioWorkletNode | undefined;
  let stopped = false;
  let report: PlaybackReport = { ...noVoiceCounts, bufferedMs: 0 };

  const start = (speexModule: WebAssembly.Module) => {
    if (stopped) return;
    playback = new AudioWorkletNode(context, playbackProcessorName, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { speexModule },
    });
    listen<PlaybackReport>(playback.port, (latest) => {
      report = latest;
      onLevel(latest.levelDb);
    });
    tell<PlaybackRequest>(playback.port, { kind: 'packets-from', port: packetsOut }, [packetsOut]);
    playback.connect(volume.input);
  };
  // Callers that await the engine's `ready` get the failure; the voice then stays silent.
  loaded.then(start, () => undefined);

  return {
    attachReceiver(receiver) {
      const options: VoiceTransformOptions = { direction: 'receive', packets: packetsIn };
      receiver.transform = new RTCRtpScriptTransform(worker, options, [packetsIn]);
    },
    setVolume: volume.set,
    stats(): VoiceStats {
      const { bufferedMs, ...counts } = report;
      const outputMs = outputDelayMs(context, isFirefox());
      return { codec: 'speex', ...counts, delayMs: bufferedMs + outputMs };
    },
    stop() {
      if (stopped) return;
      stopped = true;
      if (playback) tell<PlaybackRequest>(playback.port, { kind: 'stop' });
      playback?.disconnect();
      volume.close();
    },
  };
}
