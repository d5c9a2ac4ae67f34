// Trying devices in the lobby: opens what the preferences name, and ends it even when it was still being opened.
import type { StoreApi } from 'zustand';
import { meterMicrophone, playTestTone } from '../media/device-check.ts';
import { NoiseSuppressorError } from '../media/noise-suppressor.ts';
import { createSpeakingDetector } from '../media/speaking.ts';
import { showProblem } from './device-problems.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import { microphoneChoice, suppressLightly } from './preferred-microphone.ts';
import { previewCamera } from './preview-camera.ts';
import { toProblem } from './to-problem.ts';

/** @param onOpened called when a device was allowed, after which devices have names */
export function tryDevices(
  store: StoreApi<MeetingState>,
  onOpened: () => void,
): Pick<MeetingActions, 'tryCamera' | 'tryMicrophone' | 'trySpeaker'> {
  const until = (start: (signal: AbortSignal) => Promise<() => void>): (() => void) => {
    const ending = new AbortController();
    let end: (() => void) | undefined;
    const open = async () => {
      const opened = await start(ending.signal);
      if (ending.signal.aborted) return opened();
      end = opened;
      onOpened();
    };
    open().catch((error: unknown) => {
      if (ending.signal.aborted) return;
      // The screen tries again with what it is told to use now.
      if (error instanceof NoiseSuppressorError) suppressLightly(store);
      else showProblem(store, toProblem(error));
    });
    return () => {
      ending.abort();
      end?.();
    };
  };
  return {
    tryCamera: (cameraId, element) => until((signal) => previewCamera(store, cameraId, element, signal)),
    tryMicrophone: (preferences, listener) => {
      const isSpeaking = createSpeakingDetector();
      const onLevel = (levelDb: number) => listener(levelDb, isSpeaking(levelDb));
      const choice = microphoneChoice(preferences);
      return until((signal) => meterMicrophone(choice, onLevel, () => suppressLightly(store), signal));
    },
    trySpeaker: () => playTestTone(store.getState().preferences.speakerId),
  };
}
