// The seat that one page of a tab keeps for the next, over a storage and a clock that the test holds in its hands.
import { createStore } from 'zustand';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { MeetingState } from './meeting-model.ts';
import { SeatKeeper } from './seat-keeper.ts';
import { readSeat } from './stored-seat.ts';

const room = { number: '43839', secret: 'secret-1' } as RoomSnapshot;
const hash = '#/m/43839';
const clock = { nowMs: 0 };
let held: Set<string>;

beforeEach(() => {
  vi.useFakeTimers();
  clock.nowMs = 1_000_000;
  held = new Set();
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A page of the tab, with the call that it is in. */
function openPage(clientId = 'window-1') {
  const store = createStore<MeetingState>(
    () =>
      ({
        phase: 'lobby',
        account: { accountId: 'ann' },
        room: undefined,
        microphone: 'off',
        camera: 'off',
        share: 'off',
      }) as unknown as MeetingState,
  );
  const holdName = async (name: string): Promise<boolean> => {
    if (held.has(name)) return false;
    held.add(name);
    return true;
  };
  const keeper = new SeatKeeper({
    store,
    clientId: () => clientId,
    holdName,
    now: () => clock.nowMs,
    hash: () => hash,
  });
  return { store, keeper, close: () => held.clear() };
}

function openPageInCall() {
  const page = openPage();
  page.keeper.start();
  page.store.setState({ phase: 'call', room });
  page.store.setState({ microphone: 'on' });
  return page;
}

test('U2: the next page gets the seat with the switches as the page before had them', async () => {
  const { keeper, close } = openPageInCall();
  keeper.stop();
  close();
  const seat = await openPage('window-2').keeper.claim(hash);
  expect(seat).toEqual({
    accountId: 'ann',
    call: {
      number: '43839',
      microphone: 'on',
      camera: 'off',
      share: 'off',
      place: { clientId: 'window-1', secret: 'secret-1' },
    },
    seenAtMs: clock.nowMs,
    hash,
  });
});

test('U2: what ends with the page, devices and phase, does not change the seat', async () => {
  const { store, keeper, close } = openPageInCall();
  keeper.stop();
  store.setState({ microphone: 'off' });
  store.setState({ phase: 'lobby', room: undefined });
  close();
  expect((await openPage().keeper.claim(hash))?.call.microphone).toBe('on');
});

test('U2: a page that crashed said no last word, and its seat is as old as its last note', () => {
  openPageInCall();
  clock.nowMs += 10_000;
  vi.advanceTimersByTime(10_000);
  clock.nowMs += 9_000;
  expect(readSeat()?.seenAtMs).toBe(1_010_000);
});

test('U2: leaving forgets the seat', async () => {
  const { store, close } = openPageInCall();
  store.setState({ phase: 'lobby', room: undefined });
  close();
  expect(await openPage().keeper.claim(hash)).toBeUndefined();
});

test('X2: a copy of the tab does not take the seat of the one that is still there', async () => {
  openPageInCall();
  await Promise.resolve();
  expect(await openPage('window-2').keeper.claim(hash)).toBeUndefined();
});

test('a seat that is not taken up is forgotten', async () => {
  const { keeper, close } = openPageInCall();
  keeper.stop();
  close();
  expect(await openPage().keeper.claim('#/11111')).toBeUndefined();
  expect(readSeat()).toBeUndefined();
});

test('without storage there is no seat, and no harm', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  const { keeper } = openPageInCall();
  keeper.stop();
  expect(await openPage().keeper.claim(hash)).toBeUndefined();
});
