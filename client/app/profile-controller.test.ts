import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { RequestError } from '../../protocol/error-codes.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { Request } from '../messages/ports.ts';
import { middleSquare } from './crop-picture.ts';
import type { MeetingState } from './meeting-model.ts';
import { ProfileController } from './profile-controller.ts';
import { noProfile } from './profile-model.ts';

function setUp() {
  const account = { accountId: 'ada', nickname: 'Ada', phone: '1' };
  const store = createStore<MeetingState>(() => ({ profile: noProfile, account }) as MeetingState);
  const own = { nickname: 'Ada', presence: 'shown', foundByPhone: true, foundByName: true };
  const timers: (() => void)[] = [];
  let refusal: RequestError | undefined;
  const ask = async (name: string, input: object) => {
    if (refusal !== undefined) throw refusal;
    return name === 'profile:draw-ticket' ? { ticket: 'word' } : { profile: { ...own, ...input } };
  };
  const controller = new ProfileController({
    store,
    request: (async () => ({ profile: { ...own, pictureId: 'p1' } })) as unknown as Request,
    session: { ask } as unknown as Pick<SessionApi, 'ask'>,
    crop: async (file) => (file.size > 0 ? ['YQ=='] : undefined),
    later: (_ms, work) => {
      timers.push(work);
      return () => undefined;
    },
  });
  return {
    controller,
    store,
    timers,
    refuse: (code?: 'nickname-taken') => (refusal = code && new RequestError(code)),
  };
}

test('the profile is read at sign-in, tried again where it was not answered, and forgotten with the session', async () => {
  const { controller, store, timers, refuse } = setUp();
  refuse('nickname-taken');
  controller.begin();
  await expect.poll(() => timers.length).toBe(1);
  refuse();
  timers.shift()?.();
  await expect.poll(() => store.getState().profile.ticket).toBe('word');
  controller.end();
  expect(store.getState().profile).toEqual(noProfile);
});

test('another nickname is shown at once, a refused one not, and what is no picture is not sent', async () => {
  const { controller, store, refuse } = setUp();
  const actions = controller.actions();
  expect(await actions.changeNickname('Ada B')).toBeUndefined();
  expect(store.getState().account?.nickname).toBe('Ada B');
  refuse('nickname-taken');
  expect(await actions.changeNickname('Taken')).toEqual({ code: 'nickname-taken' });
  expect(store.getState().account?.nickname).toBe('Ada B');
  expect(await actions.setPicture(new Blob([]))).toEqual({ code: 'picture-invalid' });
  expect(await actions.setPicture(new Blob(['x']))).toBeUndefined();
  expect(store.getState().profile.own?.pictureId).toBe('p1');
});

test('of a picture the middle is taken', () => {
  expect(middleSquare(400, 300)).toEqual({ x: 50, y: 0, side: 300 });
  expect(middleSquare(300, 401)).toEqual({ x: 0, y: 50, side: 300 });
});
