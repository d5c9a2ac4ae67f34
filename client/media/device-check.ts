// Tries microphone, camera and loudspeaker before a call, without sending anything; used by the meeting's controller.
import { silenceDb, soundLevelDb } from '../../codecs/sound-level.ts';
import { connectMicrophone, type MicrophoneChoice, openChosenMicrophone } from './microphone-input.ts';
import { openNoiseSuppressor } from './noise-suppressor.ts';

const levelIntervalMs = 50;
/** Samples of one measurement: some 40 ms. */
const levelSamples = 2048;
/** The suppressor knows 16 and 48 kHz; this one suits any microphone. */
const suppressorRateHz = 48_000;
/** A friendly third, each note long enough to find the loudspeaker by. */
const toneHz = [523, 659] as const;
const noteSeconds = 0.35;
const toneAmplitude = 0.2;

/**
 * Opens the microphone and measures what would be sent of it, 20 times a second until the returned function is called.
 * @param onFailed called when strong noise suppression breaks down later
 * @param signal aborted when the caller no longer waits: nothing is open then
 * @throws DeviceError, NoiseSuppressorError, or the signal's reason
 */
export async function meterMicrophone(
  choice: MicrophoneChoice,
  onLevel: (levelDb: number) => void,
  onFailed: () => void,
  signal: AbortSignal,
): Promise<() => void> {
  const context = new AudioContext(
    choice.noiseSuppression === 'strong' ? { sampleRate: suppressorRateHz } : {},
  );
  const openSuppressor = () => openNoiseSuppressor(context, onFailed);
  const opened = await openChosenMicrophone(choice, openSuppressor, signal).catch(async (error: unknown) => {
    await context.close();
    throw error;
  });
  const input = connectMicrophone(context, opened);
  const analyser = new AnalyserNode(context, { fftSize: levelSamples });
  input.sound.connect(analyser);
  const samples = new Float32Array(levelSamples);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(soundLevelDb(samples));
  }, levelIntervalMs);
  return () => {
    clearInterval(timer);
    input.close();
    void context.close();
    onLevel(silenceDb);
  };
}

/** Two notes on a loudspeaker; settles when they have faded. @param speakerId empty for the system's default */
export async function playTestTone(speakerId: string): Promise<void> {
  const context: AudioContext & { setSinkId?: (deviceId: string) => Promise<void> } = new AudioContext();
  // A loudspeaker that is gone, or a browser that cannot choose: the tone comes where all sound comes.
  await context.setSinkId?.(speakerId).catch(() => undefined);
  const volume = new GainNode(context, { gain: toneAmplitude });
  volume.connect(context.destination);
  const startSeconds = context.currentTime;
  const notes = toneHz.map((frequency, index) => {
    const note = new OscillatorNode(context, { frequency });
    note.connect(volume);
    note.start(startSeconds + index * noteSeconds);
    note.stop(startSeconds + (index + 1) * noteSeconds);
    return note;
  });
  const lastSeconds = startSeconds + notes.length * noteSeconds;
  volume.gain.setTargetAtTime(0, lastSeconds - 0.1, 0.03);
  await new Promise((resolve) => notes.at(-1)?.addEventListener('ended', resolve, { once: true }));
  await context.close();
}
