// Opens the own microphone as the preferences say; where strong noise suppression fails, light takes its place.
import type { StoreApi } from 'zustand';
import {
  type MicrophoneChoice,
  type OpenedMicrophone,
  openChosenMicrophone,
} from '../../media/microphone-input.ts';
import { type NoiseSuppressor, NoiseSuppressorError } from '../../media/noise-suppressor.ts';
import type { MeetingState, MicrophonePreferences } from './meeting-model.ts';

export function microphoneChoice(preferences: MicrophonePreferences): MicrophoneChoice {
  const { microphoneId: deviceId, noiseSuppression, automaticGain } = preferences;
  return { deviceId, noiseSuppression, automaticGain };
}

/** Light from now on, and a word about it. Not stored here: a page that is left while it loads must not change the choice. */
export function suppressLightly(store: StoreApi<MeetingState>): void {
  const { preferences } = store.getState();
  store.setState({
    preferences: { ...preferences, noiseSuppression: 'light' },
    problem: { code: 'noise-suppression-failed' },
  });
}

/** @throws DeviceError */
export async function openPreferredMicrophone(
  store: StoreApi<MeetingState>,
  openSuppressor: () => Promise<NoiseSuppressor>,
): Promise<OpenedMicrophone> {
  const open = () => openChosenMicrophone(microphoneChoice(store.getState().preferences), openSuppressor);
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof NoiseSuppressorError)) throw error;
    suppressLightly(store);
    return open();
  }
}
