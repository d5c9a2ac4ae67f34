import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { SessionApi } from './session-api.ts';
import { watchSession } from './watch-session.ts';

/** A session whose every request is refused, once the test says so. */
function setUp(answer: Error) {
  const refusal = Promise.withResolvers<never>();
  const fake = new Proxy({} as SessionApi, { get: () => () => refusal.promise });
  let ends = 0;
  const session = watchSession(fake, () => (ends += 1));
  return { session, refuse: () => refusal.reject(answer), ends: () => ends };
}

const notSignedIn = new RequestError('not-signed-in');

test.each([
  ['devices', (session: SessionApi) => session.devices()],
  ['signOutDevice', (session: SessionApi) => session.signOutDevice('other')],
  ['signOutOthers', (session: SessionApi) => session.signOutOthers()],
  ['changePassword', (session: SessionApi) => session.changePassword('old', 'new')],
  ['issueTicket', (session: SessionApi) => session.issueTicket(new AbortController().signal)],
])('U1: a session that was ended elsewhere is found over by the next request: %s', async (_, ask) => {
  const { session, refuse, ends } = setUp(notSignedIn);
  const asked = ask(session);
  refuse();
  await expect(asked).rejects.toBe(notSignedIn);
  expect(ends()).toBe(1);
});

test('another refusal ends nothing', async () => {
  const { session, refuse, ends } = setUp(new RequestError('too-often'));
  const asked = session.devices();
  refuse();
  await expect(asked).rejects.toThrow('too-often');
  expect(ends()).toBe(0);
});

test('a password that is refused at signing in ends nothing', async () => {
  const { session, refuse, ends } = setUp(notSignedIn);
  const asked = session.signIn({ login: 'ada', password: 'password', staySignedIn: true });
  refuse();
  await expect(asked).rejects.toBe(notSignedIn);
  expect(ends()).toBe(0);
});

test('the answer to an earlier session of the page does not end the next one', async () => {
  const { session, refuse, ends } = setUp(notSignedIn);
  const asked = session.devices();
  session.signIn({ login: 'bob', password: 'password', staySignedIn: true }).catch(() => undefined);
  refuse();
  await expect(asked).rejects.toBe(notSignedIn);
  expect(ends()).toBe(0);
});
