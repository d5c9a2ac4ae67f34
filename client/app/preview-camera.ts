// Shows the own camera with its effect before a call; nothing is sent. Used by device-trial.
import type { StoreApi } from 'zustand';
import { openEffectCamera } from '../media/effects/effect-camera.ts';
import { attachTrack } from '../media/video-tile.ts';
import { chosenEffect, isSameEffect } from './chosen-effect.ts';
import type { MeetingState } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';

/**
 * Shows the camera with the effect that is chosen, also while another is chosen, until the returned function is called.
 * @param deviceId empty for the system's default
 * @param signal aborted when the caller no longer waits: nothing is open then
 * @throws DeviceError, EffectError, or the signal's reason
 */
export async function previewCamera(
  store: StoreApi<MeetingState>,
  deviceId: string,
  element: HTMLVideoElement,
  signal: AbortSignal,
): Promise<() => void> {
  const opened = store.getState();
  const { cameraQuality } = opened.preferences;
  const preset = cameraQuality === 'off' ? 'low' : cameraQuality;
  let end: () => void = () => undefined;
  const fail = (error: unknown) => {
    end();
    store.setState({ problem: toProblem(error) });
  };
  const camera = await openEffectCamera(
    { deviceId, preset, effect: chosenEffect(opened) },
    { onCost: (effectCost) => store.setState({ effectCost }), onFailed: fail },
    signal,
  );
  let shownTrack = camera.track;
  let shown = attachTrack(shownTrack, element);
  const change = async () => {
    await camera.setEffect(chosenEffect(store.getState()));
    if (camera.track === shownTrack) return;
    shownTrack = camera.track;
    shown.detach();
    shown = attachTrack(shownTrack, element);
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (!isSameEffect(state, before)) change().catch(fail);
  });
  end = () => {
    unsubscribe();
    shown.detach();
    camera.stop();
  };
  if (!isSameEffect(opened, store.getState())) change().catch(fail);
  return end;
}
