// The way into a room and out of it, over a call, a connection and sources that answer when the test says so.
import { createStore } from 'zustand';
import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Call } from '../call/call.ts';
import { CallError } from '../link/call-error.ts';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { Entrance } from '../call/enter-room.ts';
import type { CallHooks } from '../call/call-hooks.ts';
import type { Signalling } from '../link/signalling.ts';
import type { MeetingState } from './meeting-model.ts';
import { RoomController, type RoomControllerParts } from './room-controller.ts';

interface FakeCall {
  readonly hooks: CallHooks;
  entrance: Entrance | undefined;
  readonly entering: PromiseWithResolvers<void>;
  abandoned: boolean;
}

function setUp(joinWith = { microphone: false, camera: false }) {
  const store = createStore<MeetingState>(
    () => ({ phase: 'lobby', room: undefined, joinWith, problem: undefined }) as MeetingState,
  );
  const calls: FakeCall[] = [];
  const said: string[] = [];
  const opening = { next: Promise.resolve({} as Signalling) };
  const say = (word: string) => async () => void said.push(word);
  const parts = {
    store,
    link: {
      open: () => opening.next,
    },
    line: {
      reset: () => undefined,
      entered: () => said.push('entered'),
      entranceUnanswered: () => said.push('unanswered'),
      leave: say('leave'),
      flowChanged: () => said.push('flow'),
    },
    received: {},
    own: {
      end: () => said.push('devices closed'),
      reconnected: () => said.push('sent again'),
      look: () => undefined,
      microphone: { set: say('microphone') },
    },
    devices: { namedAfter: (work: () => Promise<void>) => work() },
    preferences: { startCamera: say('camera') },
    engine: () => ({ resume: async () => undefined }),
    createCall: (_signalling: Signalling, hooks: CallHooks) => {
      const call: FakeCall = {
        hooks,
        entrance: undefined,
        entering: Promise.withResolvers(),
        abandoned: false,
      };
      calls.push(call);
      return {
        enter: (entrance: Entrance) => {
          call.entrance = entrance;
          return call.entering.promise;
        },
        abandon: () => {
          call.abandoned = true;
        },
      } as unknown as Call;
    },
  };
  const controller = new RoomController(parts as unknown as RoomControllerParts);
  const callAt = async (index: number): Promise<FakeCall> => {
    await expect.poll(() => calls.length).toBeGreaterThan(index);
    return calls[index] as FakeCall;
  };
  return { controller, store, said, opening, calls, callAt };
}

const create = { kind: 'create' } as const;
test('what was chosen in the lobby is switched on once the room is entered', async () => {
  const { controller, store, said, callAt } = setUp({ microphone: true, camera: true });
  const entered = controller.enter(create);
  expect(store.getState().phase).toBe('joining');
  (await callAt(0)).entering.resolve();
  await entered;
  expect(store.getState().phase).toBe('call');
  expect(said).toEqual(['entered', 'microphone', 'camera']);
});

test('an entrance that is given up while the connection opens makes no call', async () => {
  const { controller, store, opening, calls } = setUp();
  const opened = Promise.withResolvers<Signalling>();
  opening.next = opened.promise;
  const entered = controller.enter(create);
  controller.end();
  opened.resolve({} as Signalling);
  await entered;
  expect([calls.length, store.getState().phase, controller.call]).toEqual([0, 'lobby', undefined]);
});

test('X1: a place that comes after the entrance was given up is given back, and nothing is switched on', async () => {
  const { controller, store, said, callAt } = setUp({ microphone: true, camera: true });
  const entered = controller.enter(create);
  const call = await callAt(0);
  controller.end();
  call.entering.resolve();
  await entered;
  expect(store.getState().phase).toBe('lobby');
  expect(call.abandoned).toBe(true);
  expect(said).toEqual(['devices closed', 'leave']);
});

test.each(['answered', 'refused'] as const)(
  'an older entrance that is %s late leaves the newer one alone',
  async (how) => {
    const { controller, store, said, callAt } = setUp();
    const older = controller.enter(create);
    const first = await callAt(0);
    controller.end();
    const newer = controller.enter(create);
    const second = await callAt(1);
    if (how === 'answered') first.entering.resolve();
    else first.entering.reject(new RequestError('room-unavailable'));
    await older;
    expect(store.getState().phase).toBe('joining');
    second.entering.resolve();
    await newer;
    expect([store.getState().phase, second.abandoned]).toEqual(['call', false]);
    expect(said).toEqual(['devices closed', 'entered']);
  },
);

test('a refusal leads back to the lobby, and a lost answer is remembered as a place that may be taken', async () => {
  const { controller, store, said, callAt } = setUp();
  const refused = controller.enter(create);
  (await callAt(0)).entering.reject(new RequestError('no-room-free'));
  await expect(refused).rejects.toThrow(RequestError);
  const lost = controller.enter(create);
  (await callAt(1)).entering.reject(new CallError('connection-lost'));
  await expect(lost).rejects.toThrow(CallError);
  expect(store.getState().phase).toBe('lobby');
  expect(said).toEqual(['devices closed', 'devices closed', 'unanswered']);
});

test('a call that was left has no say in the one that follows', async () => {
  const { controller, store, said, callAt } = setUp();
  const entered = controller.enter(create);
  const { hooks, entering } = await callAt(0);
  entering.resolve();
  await entered;
  await controller.leave();
  said.length = 0;
  hooks.roomChanged({ number: '99999' } as NonNullable<MeetingState['room']>);
  hooks.resumed();
  hooks.flowChanged(false);
  hooks.voiceHeld('voice', true);
  hooks.failed(new RequestError('internal'));
  expect(said).toEqual([]);
  expect(store.getState()).toMatchObject({ room: undefined, problem: undefined });
});

test('after a break what is on is sent again', async () => {
  const { controller, said, callAt } = setUp();
  const entered = controller.enter(create);
  const { hooks, entering } = await callAt(0);
  entering.resolve();
  await entered;
  hooks.resumed();
  expect(said).toEqual(['entered', 'sent again']);
});

const elsewhere = { number: '43839', isSameDevice: false };
const inMeetingElsewhere = new RequestError('in-meeting-elsewhere', { elsewhere });

test.each([[create], [{ kind: 'join', number: '00001', pin: '123456' } as const]])(
  'U1: a person who wants into a meeting here while the account is in one elsewhere is asked, and stays out until they answer: %o',
  async (entrance) => {
    const { controller, store, said, calls, callAt } = setUp();
    const entered = controller.enter(entrance);
    (await callAt(0)).entering.reject(inMeetingElsewhere);
    await entered;
    expect(store.getState()).toMatchObject({ phase: 'lobby', moveQuestion: { entrance, elsewhere } });
    expect(store.getState().problem).toBeUndefined();
    await controller.answerMove(false);
    expect([store.getState().moveQuestion, calls.length]).toEqual([undefined, 1]);
    expect(said).toEqual(['devices closed']);
  },
);

test('U1: a call that is moved is entered as it was asked for, and the question is over', async () => {
  const { controller, store, callAt } = setUp();
  const entered = controller.enter({ kind: 'join', number: '00001', pin: '123456' });
  (await callAt(0)).entering.reject(inMeetingElsewhere);
  await entered;
  const moving = controller.answerMove(true);
  const call = await callAt(1);
  call.entering.resolve();
  await moving;
  expect(call.entrance).toEqual({ kind: 'join', number: '00001', pin: '123456', moveHere: true });
  expect(store.getState()).toMatchObject({ phase: 'call', moveQuestion: undefined });
});

test('X2: a page that comes back by itself takes the call from no other window, and says where it went', async () => {
  const { controller, store, calls, callAt } = setUp();
  const off = { microphone: 'off', camera: 'off', share: 'off' } as const;
  const resumed = controller.resume({
    number: '43839',
    ...off,
    place: { clientId: 'window-1', secret: 'secret' },
  });
  (await callAt(0)).entering.reject(inMeetingElsewhere);
  await resumed;
  expect(store.getState()).toMatchObject({
    phase: 'lobby',
    movedFrom: { number: '43839', secret: 'secret' },
  });
  expect([store.getState().moveQuestion, calls.length]).toEqual([undefined, 1]);
});

test.each([
  ['the server says so', (controller: RoomController) => controller.moved('43839')],
  [
    'it wakes up and the call is elsewhere',
    (controller: RoomController) => controller.lose(inMeetingElsewhere),
  ],
])(
  'X2: a window whose call moved closes its devices and brings it back when asked to: %s',
  async (_, move) => {
    const { controller, store, said, callAt } = setUp();
    const entered = controller.enter(create);
    (await callAt(0)).entering.resolve();
    await entered;
    store.setState({ room: { number: '43839', secret: 'secret' } as RoomSnapshot });
    move(controller);
    expect(store.getState()).toMatchObject({
      phase: 'lobby',
      movedFrom: { number: '43839', secret: 'secret' },
    });
    expect([store.getState().room, store.getState().problem]).toEqual([undefined, undefined]);
    expect([(await callAt(0)).abandoned, said]).toEqual([true, ['entered', 'devices closed']]);
    const back = controller.bringBack();
    const call = await callAt(1);
    call.entering.resolve();
    await back;
    expect(call.entrance).toEqual({ kind: 'join', number: '43839', secret: 'secret', moveHere: true });
    expect(store.getState()).toMatchObject({ phase: 'call', movedFrom: undefined });
  },
);

test('U1: news of a call that moved means nothing to a window that has none', () => {
  const { controller, store } = setUp();
  controller.moved('43839');
  expect(store.getState().movedFrom).toBeUndefined();
});

test('a call that the server will not have back for another reason is over, with the reason', () => {
  const { controller, store } = setUp();
  controller.lose(new RequestError('not-in-room'));
  expect(store.getState()).toMatchObject({ phase: 'lobby', problem: { code: 'not-in-room' } });
});
