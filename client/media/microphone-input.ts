// A microphone as the person chose it: opened, and its sound brought into a context with or without strong noise suppression.
import { openMicrophone } from './devices.ts';
import type { NoiseSuppressor } from './noise-suppressor.ts';

export const noiseSuppressions = ['off', 'light', 'strong'] as const;
/** `light` is the browser's own, `strong` the one of noise-suppressor. */
export type NoiseSuppression = (typeof noiseSuppressions)[number];

export interface MicrophoneChoice {
  /** Empty for the system's default. */
  readonly deviceId: string;
  readonly noiseSuppression: NoiseSuppression;
  /** The browser makes soft voices louder and loud ones softer. */
  readonly automaticGain: boolean;
}

/** What a microphone was opened as; without a suppressor its sound is used as it comes. */
export interface OpenedMicrophone {
  readonly stream: MediaStream;
  readonly suppressor: NoiseSuppressor | undefined;
}

/** A microphone within a context. */
export interface MicrophoneInput {
  /** To be connected with what listens. */
  readonly sound: AudioNode;
  /** The same sound, to be sent. */
  readonly track: MediaStreamTrack;
  /** Ends the suppressor and the stream's tracks. */
  close(): void;
}

/**
 * Opens the suppressor first, for the browser's own suppression must not come before it.
 * @param signal aborted when the caller no longer waits: nothing is open then, and the person is not asked
 * @throws DeviceError, NoiseSuppressorError, or the signal's reason
 */
export async function openChosenMicrophone(
  { deviceId, noiseSuppression, automaticGain }: MicrophoneChoice,
  openSuppressor: () => Promise<NoiseSuppressor>,
  signal: AbortSignal,
): Promise<OpenedMicrophone> {
  const suppressor = noiseSuppression === 'strong' ? await openSuppressor() : undefined;
  try {
    const noiseSuppressed = noiseSuppression === 'light';
    const stream = await openMicrophone(deviceId, { noiseSuppressed, automaticGain }, signal);
    return { stream, suppressor };
  } catch (error) {
    suppressor?.close();
    throw error;
  }
}

/** Lets go of a microphone. */
export function closeMicrophone({ stream, suppressor }: OpenedMicrophone): void {
  suppressor?.close();
  for (const track of stream.getTracks()) track.stop();
}

/** @throws TypeError when the stream has no sound */
export function connectMicrophone(context: AudioContext, opened: OpenedMicrophone): MicrophoneInput {
  const { stream, suppressor } = opened;
  const device = requireAudioTrack(stream);
  const source = context.createMediaStreamSource(stream);
  const close = () => {
    source.disconnect();
    closeMicrophone(opened);
  };
  if (!suppressor) return { sound: source, track: device, close };
  const sender = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  source.connect(suppressor.node).connect(sender);
  const track = requireAudioTrack(sender.stream);
  return {
    sound: suppressor.node,
    track,
    close() {
      close();
      track.stop();
    },
  };
}

function requireAudioTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new TypeError('The stream has no audio track.');
  return track;
}
