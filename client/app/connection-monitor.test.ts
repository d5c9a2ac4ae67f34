import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand';
import { ConnectionMonitor } from './connection-monitor.ts';
import type { MeetingState } from './meeting-model.ts';

let store: StoreApi<MeetingState>;
let page: EventTarget;
let inCall: boolean;
/** Answers whether the way to the server stands; not before a test says so. */
let answer: (stands: boolean) => void;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('navigator', {});
  store = createStore(() => ({ reconnecting: false }) as unknown as MeetingState);
  inCall = true;
  const link = {
    check: () =>
      new Promise<boolean>((resolve) => {
        answer = resolve;
      }),
  };
  new ConnectionMonitor({
    store,
    link: link as never,
    call: () => (inCall ? ({} as never) : undefined),
    refused: () => undefined,
  }).start();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const reconnecting = () => store.getState().reconnecting;

test('U15: a machine that loses its network is shown as such at once, before any question is answered', () => {
  page.dispatchEvent(new Event('offline'));
  expect(reconnecting()).toBe(true);
  page.dispatchEvent(new Event('online'));
  expect(reconnecting()).toBe(false);
});

test('a server that answers without a network, on this machine, is not called lost', async () => {
  page.dispatchEvent(new Event('offline'));
  answer(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(reconnecting()).toBe(false);
});

test('one that does not answer stays lost until the network is back', async () => {
  page.dispatchEvent(new Event('offline'));
  answer(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(reconnecting()).toBe(true);
});

test('outside of a call nothing is shown', () => {
  inCall = false;
  page.dispatchEvent(new Event('offline'));
  expect(reconnecting()).toBe(false);
});
