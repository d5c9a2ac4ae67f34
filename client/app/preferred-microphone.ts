// Opens the own microphone as the preferences say; where strong noise suppression fails, light takes its place.
import type { StoreApi } from 'zustand';
import type { MicrophoneChoice, OpenedMicrophone } from '../media/microphone-input.ts';
import { NoiseSuppressorError } from '../media/noise-suppressor.ts';
import type { MeetingState, MicrophonePreferences } from './meeting-model.ts';

export interface PreferredMicrophone {
  readonly opened: OpenedMicrophone;
  /** `microphoneSettings` of the preferences that it was opened by. */
  readonly settings: string;
}

export function microphoneChoice(preferences: MicrophonePreferences): MicrophoneChoice {
  const { microphoneId: deviceId, noiseSuppression, automaticGain } = preferences;
  return { deviceId, noiseSuppression, automaticGain };
}

/** The same for preferences by which the same is opened. */
export function microphoneSettings(preferences: MicrophonePreferences): string {
  return JSON.stringify(microphoneChoice(preferences));
}

/** Light from now on, and a word about it. Not stored here: a page that is left while it loads must not change the choice. */
export function suppressLightly(store: StoreApi<MeetingState>): void {
  const { preferences } = store.getState();
  store.setState({
    preferences: { ...preferences, noiseSuppression: 'light' },
    problem: { code: 'noise-suppression-failed' },
  });
}

/**
 * @param open opens one as it is told, and leaves nothing open once the signal is aborted
 * @param signal aborted when the caller no longer waits
 * @throws DeviceError, or the signal's reason
 */
export async function openPreferredMicrophone(
  store: StoreApi<MeetingState>,
  open: (choice: MicrophoneChoice, signal: AbortSignal) => Promise<OpenedMicrophone>,
  signal: AbortSignal,
): Promise<PreferredMicrophone> {
  const openNow = async () => {
    const { preferences } = store.getState();
    const opened = await open(microphoneChoice(preferences), signal);
    return { opened, settings: microphoneSettings(preferences) };
  };
  try {
    return await openNow();
  } catch (error) {
    if (!(error instanceof NoiseSuppressorError) || signal.aborted) throw error;
    suppressLightly(store);
    return openNow();
  }
}
