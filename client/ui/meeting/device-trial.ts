// Trying devices in the lobby: opens what the preferences name, and ends it even when it was still being opened.
import type { StoreApi } from 'zustand';
import { meterMicrophone, playTestTone } from '../../media/device-check.ts';
import { NoiseSuppressorError } from '../../media/noise-suppressor.ts';
import { createSpeakingDetector } from '../../media/speaking.ts';
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
  const until = (opening: Promise<() => void>): (() => void) => {
    let ended = false;
    let end: (() => void) | undefined;
    const open = async () => {
      end = await opening;
      if (ended) end();
      else onOpened();
    };
    open().catch((error: unknown) => {
      if (ended) return;
      // The screen tries again with what it is told to use now.
      if (error instanceof NoiseSuppressorError) suppressLightly(store);
      else showProblem(store, toProblem(error));
    });
    return () => {
      ended = true;
      end?.();
    };
  };
  return {
    tryCamera: (cameraId, element) => until(previewCamera(store, cameraId, element)),
    tryMicrophone: (preferences, listener) => {
      const isSpeaking = createSpeakingDetector();
      const onLevel = (levelDb: number) => listener(levelDb, isSpeaking(levelDb));
      return until(meterMicrophone(microphoneChoice(preferences), onLevel, () => suppressLightly(store)));
    },
    trySpeaker: () => playTestTone(store.getState().preferences.speakerId),
  };
}
