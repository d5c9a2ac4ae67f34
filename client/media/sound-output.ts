// The page's sound output: one context for voices at 16 kHz and, once it is needed, one for full sound at 48 kHz.
import { voiceFrame } from '../../protocol/limits.ts';

export interface SoundOutput {
  /** Runs at the rate of Speex wideband, so that neither microphone nor voice needs a resampler of ours. */
  readonly voiceContext: AudioContext;
  /** For sound that is not Speex; opened at the first call. */
  fullContext(): AudioContext;
  resume(): Promise<void>;
  setSpeaker(deviceId: string): Promise<void>;
  close(): void;
}

/** Chromium and Firefox can choose the device of a context; elsewhere the system's choice stays. */
type SwitchableContext = AudioContext & { setSinkId?: (deviceId: string) => Promise<void> };

const fullRateHz = 48_000;

export function createSoundOutput(): SoundOutput {
  const voiceContext = new AudioContext({ sampleRate: voiceFrame.sampleRateHz, latencyHint: 'interactive' });
  const contexts: SwitchableContext[] = [voiceContext];
  let speakerId = '';

  const resume = async () => {
    await Promise.all(
      contexts.filter(({ state }) => state === 'suspended').map((context) => context.resume()),
    );
  };
  const resumeOnGesture = () => void resume();
  const gestures = ['pointerdown', 'keydown'] as const;
  for (const gesture of gestures) document.addEventListener(gesture, resumeOnGesture, { capture: true });

  return {
    voiceContext,
    fullContext() {
      const [, opened] = contexts;
      if (opened) return opened;
      const context: SwitchableContext = new AudioContext({
        sampleRate: fullRateHz,
        latencyHint: 'interactive',
      });
      contexts.push(context);
      void useSpeaker(context, speakerId);
      return context;
    },
    resume,
    async setSpeaker(deviceId) {
      speakerId = deviceId;
      await Promise.all(contexts.map((context) => useSpeaker(context, deviceId)));
    },
    close() {
      for (const gesture of gestures)
        document.removeEventListener(gesture, resumeOnGesture, { capture: true });
      for (const context of contexts) void context.close();
    },
  };
}

/** A loudspeaker that is gone is replaced by the system's default. */
async function useSpeaker(context: SwitchableContext, deviceId: string): Promise<void> {
  try {
    await context.setSinkId?.(deviceId);
  } catch {
    await context.setSinkId?.('');
  }
}
