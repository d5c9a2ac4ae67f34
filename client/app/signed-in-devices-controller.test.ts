import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { RequestError } from '../../protocol/error-codes.ts';
import type { NewSignIn, SignedInDevice } from '../../protocol/account/signed-in-devices.ts';
import type { MeetingState } from './meeting-model.ts';
import { SignedInDevicesController } from './signed-in-devices-controller.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const device = (sessionId: string, isThis = false): SignedInDevice => ({
  sessionId,
  isThis,
  signedInAtMs: 1,
  usedAtMs: 2,
});
const signIn = (sessionId: string, signedInAtMs: number): NewSignIn => ({
  sessionId,
  address: '192.0.2.7',
  signedInAtMs,
});

/** The account's side of a server, as one of its devices, `own`, sees it. */
class FakeApi {
  list = [device('own', true), device('other')];
  newSignIns: NewSignIn[] = [];
  refusal: RequestError | undefined;
  async devices() {
    return { devices: this.list, newSignIns: this.newSignIns };
  }
  async signOutDevice(sessionId: string): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.list = this.list.filter((each) => each.sessionId !== sessionId);
  }
  async signOutOthers(): Promise<void> {
    this.list = this.list.filter(({ isThis }) => isThis);
  }
}

/** A page of the device; another one of the same browser finds what the first one kept. */
function open(api = new FakeApi()) {
  const account = { accountId: 'ada', nickname: 'Ada', phone: '1' };
  const store = createStore(() => ({
    account,
    newSignIns: [],
    signedInDevices: undefined,
    problem: undefined,
  })) as unknown as ConstructorParameters<typeof SignedInDevicesController>[0];
  const controller = new SignedInDevicesController(store, api);
  const state = (): MeetingState => store.getState();
  const shown = (): string[] => state().newSignIns.map(({ sessionId }) => sessionId);
  return { api, controller, store, state, shown, actions: controller.actions() };
}

test('a sign-in while this device was off is shown at its next start, and again until it is dismissed', async () => {
  const first = open();
  await first.controller.look();
  first.api.newSignIns = [signIn('new', 5)];
  for (let start = 0; start < 2; start += 1) {
    const next = open(first.api);
    await next.controller.look();
    expect(next.shown()).toEqual(['new']);
    if (start === 1) next.actions.dismissNewSignIns();
    if (start === 1) expect(next.shown()).toEqual([]);
  }
  const last = open(first.api);
  await last.controller.look();
  expect(last.shown()).toEqual([]);
});

test('what was announced while the page was open and dismissed is not shown at the next start', async () => {
  const { controller, api, shown, actions } = open();
  await controller.look();
  controller.announced(signIn('new', 5));
  controller.announced(signIn('new', 5));
  expect(shown()).toEqual(['new']);
  actions.dismissNewSignIns();
  api.newSignIns = [signIn('new', 5)];
  const next = open(api);
  await next.controller.look();
  expect(next.shown()).toEqual([]);
});

test('a device that is new itself shows nothing of what was before', async () => {
  const api = new FakeApi();
  api.newSignIns = [signIn('own', 9), signIn('other', 5)];
  const { controller, shown } = open(api);
  await controller.look();
  expect(shown()).toEqual([]);
});

test('a device that is signed out is gone from the list, and so are all others', async () => {
  const { actions, api, state } = open();
  api.list = [...api.list, device('third')];
  await actions.readSignedInDevices();
  expect(state().signedInDevices).toEqual(api.list);
  await actions.signOutDevice('other');
  expect(state().signedInDevices?.map(({ sessionId }) => sessionId)).toEqual(['own', 'third']);
  await actions.signOutOtherDevices();
  expect(state().signedInDevices?.map(({ sessionId }) => sessionId)).toEqual(['own']);
});

test('a refusal is shown, and the list stays true', async () => {
  const { actions, api, state } = open();
  api.refusal = new RequestError('too-often');
  await actions.signOutDevice('other');
  expect(state().problem).toEqual({ code: 'too-often' });
  expect(state().signedInDevices).toHaveLength(2);
});

test('an answer for an account that is signed out meanwhile is shown to no other one', async () => {
  const { controller, api, store, state } = open();
  api.newSignIns = [signIn('new', 5)];
  const looking = controller.look();
  store.setState({ account: { accountId: 'bert', nickname: 'Bert', phone: '2' } });
  await looking;
  expect(state().signedInDevices).toBeUndefined();
});
