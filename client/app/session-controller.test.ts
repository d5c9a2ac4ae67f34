import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { MeetingState } from './meeting-model.ts';
import { SessionController } from './session-controller.ts';

function setUp(isSignedIn = true) {
  const account = isSignedIn ? { accountId: 'ada', nickname: 'Ada', phone: '1' } : undefined;
  const store = createStore<MeetingState>(() => ({ account, problem: undefined }) as MeetingState);
  const did: string[] = [];
  const controller = new SessionController({
    store,
    room: { end: () => did.push('call ended'), moved: (number) => did.push(`moved ${number}`) },
    link: { close: () => did.push('socket closed') },
    line: {
      signallingBroke: () => did.push('broke'),
      signallingCameBack: async () => void did.push('came back'),
    },
    account: {
      forget: () => {
        did.push('signed out');
        store.setState({ account: undefined });
      },
    },
    messages: {
      handleNotice: ({ name }) => did.push(`messages ${name}`),
      connected: () => did.push('messages go on'),
      disconnected: () => did.push('messages wait'),
    },
    presence: { connected: () => undefined, disconnected: () => undefined },
    contacts: { handleNotice: () => undefined, connected: () => undefined },
    groups: { handleNotice: () => undefined, connected: () => undefined },
    ringing: {
      handleNotice: ({ name }) => did.push(name) > 0,
      connected: () => did.push('rings are read'),
    },
    files: { handleNotice: ({ name }) => did.push(`files ${name}`) },
    signedIn: { announced: ({ sessionId }) => did.push(`signed in ${sessionId}`) },
  });
  return { controller, did, problem: () => store.getState().problem?.code };
}

const signedInAt = { sessionId: 'phone', address: '192.0.2.7', signedInAtMs: 1 };

test.each([
  [{ name: 'room:place-moved', body: { number: '43839' } }, ['moved 43839'], undefined],
  [{ name: 'device:signed-in', body: signedInAt }, ['signed in phone'], undefined],
  [
    { name: 'conversation:changed', body: { conversation: 'c1', change: 2 } },
    ['messages conversation:changed'],
    undefined,
  ],
  [{ name: 'ring:ended', body: { ringId: 'r', reason: 'missed' } }, ['ring:ended'], undefined],
  [{ name: 'server:closing', body: {} }, [], 'server-closing'],
  [{ name: 'server:draining', body: { leftMs: 1 } }, [], 'server-draining'],
  [{ name: 'session:ended', body: {} }, ['call ended', 'socket closed', 'signed out'], 'session-ended'],
] as const)(
  'a notice outside of a call is followed whether there is a call or not: %o',
  (notice, done, code) => {
    const { controller, did, problem } = setUp();
    expect(controller.handleNotice(notice)).toBe(true);
    expect([did, problem()]).toEqual([done, code]);
  },
);

test('what happens in a call is left to the call', () => {
  const { controller, did } = setUp();
  const notice: Notice = { name: 'room:locked', body: { locked: true } };
  expect(controller.handleNotice(notice)).toBe(false);
  expect(did).toEqual([]);
});

test('U1: a session that is found over twice, by a notice and by a request, ends once', () => {
  const { controller, did } = setUp();
  controller.handleNotice({ name: 'session:ended', body: {} });
  controller.ended();
  expect(did).toEqual(['call ended', 'socket closed', 'signed out']);
});

test('a page on which no account is signed in is told nothing of a session', () => {
  const { controller, did, problem } = setUp(false);
  controller.ended();
  expect([did, problem()]).toEqual([[], undefined]);
});

test('what was said of a restart is over when the server is back', () => {
  const { controller, did, problem } = setUp();
  controller.handleNotice({ name: 'server:closing', body: {} });
  controller.handleStatus('offline');
  expect(problem()).toBe('server-closing');
  controller.handleStatus('online');
  expect([problem(), did]).toEqual([
    undefined,
    ['messages wait', 'broke', 'messages go on', 'rings are read', 'came back'],
  ]);
});

test.each([
  ['version-mismatch', 'version-mismatch', ['messages wait', 'call ended', 'socket closed']],
  ['not-signed-in', 'session-ended', ['messages wait', 'call ended', 'socket closed', 'signed out']],
] as const)('a socket that will not come back says why: %s', (code, shown, done) => {
  const { controller, did, problem } = setUp();
  controller.handleStatus('ended', new RequestError(code));
  expect([problem(), did]).toEqual([shown, done]);
});
