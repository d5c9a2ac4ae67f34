// Trying devices in the lobby: opens what the preferences name, and ends it even when it was still being opened.
import type { StoreApi } from 'zustand';
import { meterMicrophone, playTestTone, previewCamera } from '../../media/device-check.ts';
import { createSpeakingDetector } from '../../media/speaking.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
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
      if (!ended) store.setState({ problem: toProblem(error) });
    });
    return () => {
      ended = true;
      end?.();
    };
  };
  return {
    tryCamera: (cameraId, element) => {
      const { cameraQuality } = store.getState().preferences;
      return until(previewCamera(cameraId, cameraQuality === 'off' ? 'low' : cameraQuality, element));
    },
    tryMicrophone: (microphoneId, listener) => {
      const isSpeaking = createSpeakingDetector();
      return until(meterMicrophone(microphoneId, (levelDb) => listener(levelDb, isSpeaking(levelDb))));
    },
    trySpeaker: () => playTestTone(store.getState().preferences.speakerId),
  };
}
