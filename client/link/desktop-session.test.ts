import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Answer } from '../ipc.ts';
import { CallError } from './call-error.ts';
import { makeUpProgram } from '../ui/preview/fake-bridge.ts';
import { DesktopSession } from './desktop-session.ts';

const form = { login: 'ada', password: 'correct horse', staySignedIn: true };

async function refusalOf(error: Extract<Answer<never>, { ok: false }>['error']): Promise<unknown> {
  const { bridge } = makeUpProgram({ 'session:sign-in': () => ({ ok: false, error }) });
  return new DesktopSession(bridge).signIn(form).catch((thrown: unknown) => thrown);
}

test('signing in asks the program and gives the account, and a program without a session is no error', async () => {
  const { bridge, asked } = makeUpProgram();
  const session = new DesktopSession(bridge);
  expect(await session.restore()).toBeUndefined();
  expect(await session.signIn(form)).toMatchObject({ nickname: 'Ada Lovelace' });
  expect(asked.at(-1)).toEqual({ name: 'session:sign-in', input: form });
});

test('a refusal of the server arrives with all that it says', async () => {
  const error = await refusalOf({ code: 'too-many-attempts', retryAfterMs: 30_000 });
  expect(error).toBeInstanceOf(RequestError);
  expect(error).toMatchObject({ code: 'too-many-attempts', details: { retryAfterMs: 30_000 } });
});

test('a server that cannot be reached is a failure of the way, and what the program refuses is one of ours', async () => {
  expect(await refusalOf({ code: 'server-unreachable' })).toBeInstanceOf(CallError);
  expect(await refusalOf({ code: 'bad-arguments' })).toMatchObject({ code: 'bad-request' });
  expect(await refusalOf({ code: 'not-permitted-here' })).toMatchObject({ code: 'internal' });
});

test('a ticket that does not come in time is given up', async () => {
  const { bridge } = makeUpProgram();
  const session = new DesktopSession({
    ...bridge,
    calls: { ...bridge.calls, 'session:ticket': () => new Promise<never>(() => undefined) },
  });
  const late = new AbortController();
  const ticket = session.issueTicket(late.signal);
  late.abort();
  await expect(ticket).rejects.toMatchObject({ code: 'server-unreachable' });
  expect(await new DesktopSession(bridge).issueTicket(new AbortController().signal)).toBe('ticket');
});
