import { createStore } from 'zustand';
import { expect, test } from 'vitest';
import type { CallState, DesktopBridge } from '../ipc.ts';
import type { Account } from '../link/account.ts';
import type { MeetingState } from './meeting-model.ts';
import { startInTab, startInWindow } from './page-start.ts';
import type { Seat } from './stored-seat.ts';

const call: CallState = {
  number: '43839',
  microphone: 'on',
  camera: 'off',
  share: 'off',
  place: { clientId: 'earlier-page' },
};

/** @param signedIn the account whose session was kept */
function setUp(signedIn: string | undefined, seat?: Seat) {
  const store = createStore<MeetingState>(() => ({ phase: 'starting' }) as MeetingState);
  const said: string[] = [];
  const page = new EventTarget();
  const parts = {
    store,
    link: {
      adopt: (clientId: string) => said.push(`name ${clientId}`),
      close: () => said.push('link closed'),
    },
    account: {
      start: async () => {
        said.push(`account, returning to ${store.getState().returningTo}`);
        const account = signedIn === undefined ? undefined : ({ accountId: signedIn } as Account);
        store.setState({ account, phase: account ? 'lobby' : 'signed-out' });
      },
    },
    room: {
      call: undefined,
      resume: async ({ number }: CallState) => void said.push(`resume ${number}`),
    },
    seat: {
      claim: async (hash: string) => {
        said.push(`claim ${hash}`);
        return seat;
      },
      start: () => said.push('seat kept'),
      stop: () => said.push('seat left'),
    },
    page,
    location: { hash: '#/m/43839', reload: () => said.push('reload') },
  };
  return { store, said, page, parts };
}

const bridgeThat = (answer: () => Promise<unknown>) =>
  ({ calls: { 'call:resume': answer } }) as unknown as DesktopBridge;

test('a tab takes up the seat of its earlier page, and says where it goes until it is there', async () => {
  const { store, said, parts } = setUp('ada', { accountId: 'ada', call, seenAtMs: 0 });
  await startInTab(parts);
  expect(said).toEqual([
    'claim #/m/43839',
    'name earlier-page',
    'seat kept',
    'account, returning to 43839',
    'resume 43839',
  ]);
  expect(store.getState().returningTo).toBeUndefined();
});

test('the seat of another account is not taken up', async () => {
  for (const signedIn of ['bob', undefined]) {
    const { store, said, parts } = setUp(signedIn, { accountId: 'ada', call, seenAtMs: 0 });
    await startInTab(parts);
    expect(said).not.toContain('resume 43839');
    expect(store.getState().returningTo).toBeUndefined();
  }
});

test('a tab that goes keeps its seat for the next page', async () => {
  const { said, page, parts } = setUp('ada');
  await startInTab(parts);
  page.dispatchEvent(new Event('pagehide'));
  expect(said.at(-1)).toBe('seat left');
});

test('a window of the program takes up the call in which its earlier page crashed', async () => {
  const { said, parts } = setUp('ada');
  await startInWindow(
    parts,
    bridgeThat(async () => ({ ok: true, value: call })),
  );
  expect(said).toEqual(['name earlier-page', 'account, returning to undefined', 'resume 43839']);
});

test('a window of a program that knows of no call starts as usual, and leaves when it closes', async () => {
  const { said, page, parts } = setUp('ada');
  await startInWindow(
    parts,
    bridgeThat(() => Promise.reject(new Error('no such call'))),
  );
  expect(said).toEqual(['account, returning to undefined']);
  page.dispatchEvent(new Event('pagehide'));
  expect(said.at(-1)).toBe('link closed');
});
