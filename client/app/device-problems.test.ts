import { beforeEach, expect, test } from 'vitest';
import { createStore, type StoreApi } from 'zustand';
import { dismissDeviceProblem, followDeviceProblems, showProblem } from './device-problems.ts';
import type { MeetingState } from './meeting-model.ts';

let store: StoreApi<MeetingState>;
const shown = () => Object.keys(store.getState().deviceProblems);

beforeEach(() => {
  store = createStore(
    () =>
      ({
        phase: 'call',
        microphone: 'off',
        camera: 'off',
        deviceProblems: {},
        problem: undefined,
        preferences: { microphoneId: '', cameraId: '' },
      }) as unknown as MeetingState,
  );
  followDeviceProblems(store);
  showProblem(store, { code: 'camera-refused' });
  showProblem(store, { code: 'microphone-missing' });
});

test('U15: two devices that are refused together are both listed, and neither is the message', () => {
  expect(shown()).toEqual(['camera', 'microphone']);
  expect(store.getState().problem).toBeUndefined();
});

test('any other problem is the message', () => {
  showProblem(store, { code: 'share-refused' });
  showProblem(store, { code: 'camera-changed' });
  expect(store.getState().problem).toEqual({ code: 'camera-changed' });
  expect(shown()).toEqual(['camera', 'microphone']);
});

test('one goes when its device is tried again or another is chosen, and when it is dismissed', () => {
  store.setState({ camera: 'starting' });
  expect(shown()).toEqual(['microphone']);
  showProblem(store, { code: 'camera-busy' });
  store.setState({ camera: 'off' });
  expect(shown()).toEqual(['microphone', 'camera']);
  store.setState(({ preferences }) => ({ preferences: { ...preferences, microphoneId: 'm2' } }));
  expect(shown()).toEqual(['camera']);
  dismissDeviceProblem(store, 'camera');
  expect(shown()).toEqual([]);
});

test('none outlives the call', () => {
  store.setState({ phase: 'lobby' });
  expect(shown()).toEqual([]);
});
