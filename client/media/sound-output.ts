// The page's sound output: one context for voices at 16 kHz and, once it is needed, one for full sound at 48 kHz.
import { voiceFrame } from '../../protocol/limits.ts';
import { openSoundCeiling } from './sound-ceiling.ts';
import { type Playing, SoundWatch } from './sound-watch.ts';

/** A context, and where in it everything that is to be heard is connected to. */
export interface Loudspeaker {
  readonly context: AudioContext;
  readonly input: AudioNode;
}

export interface SoundOutput {
  /** Runs at the rate of Speex wideband, so that neither microphone nor voice needs a resampler of ours. */
  readonly voices: Loudspeaker;
  /** For sound that is not Speex; opened at the first call. */
  fullSound(): Loudspeaker;
  /** Starts what the browser keeps silent; of use while a click or a key press is being handled. */
  resume(): Promise<void>;
  /** Has an element play, now or at the first click; returns the end. */
  play(element: Playing): () => void;
  setSpeaker(deviceId: string): Promise<void>;
  close(): void;
}

/** Chromium and Firefox can choose the device of a context; elsewhere the system's choice stays. */
type SwitchableContext = AudioContext & { setSinkId?: (deviceId: string) => Promise<void> };

const fullRateHz = 48_000;
/** A finger counts when it is lifted, a mouse and a key when they are pressed. */
const gestures = ['pointerdown', 'pointerup', 'touchend', 'keydown'] as const;

/** @param onSilenced the browser or the system keeps the page from being heard, or no longer */
export function createSoundOutput(onSilenced: (silenced: boolean) => void): SoundOutput {
  const watch = new SoundWatch(onSilenced);
  const contexts: SwitchableContext[] = [];
  let speakerId = '';

  const open = (sampleRate: number): Loudspeaker => {
    const context: SwitchableContext = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    contexts.push(context);
    watch.add(context);
    if (speakerId !== '') void useSpeaker(context, speakerId);
    return { context, input: openSoundCeiling(context) };
  };
  const voices = open(voiceFrame.sampleRateHz);
  let full: Loudspeaker | undefined;

  const resumeOnGesture = () => void watch.resume();
  for (const gesture of gestures) document.addEventListener(gesture, resumeOnGesture, { capture: true });

  return {
    voices,
    fullSound: () => (full ??= open(fullRateHz)),
    resume: () => watch.resume(),
    play(element) {
      watch.play(element);
      return () => watch.forget(element);
    },
    async setSpeaker(deviceId) {
      speakerId = deviceId;
      await Promise.all(contexts.map((context) => useSpeaker(context, deviceId)));
    },
    close() {
      watch.close();
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
