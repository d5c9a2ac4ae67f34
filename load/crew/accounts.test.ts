import { afterEach, expect, test, vi } from 'vitest';
import { LoadAccounts } from './accounts.ts';

const url = 'http://localhost:3000';
const waits: number[] = [];
const accounts = (): LoadAccounts =>
  new LoadAccounts({ url, seed: 7, password: 'a password', onWait: (ms) => waits.push(ms) });

/** A server's account requests; what it was asked, in order. */
function stubServer(answer: (name: string, asked: number) => { error?: object } | object): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.split('/').at(-1) ?? '';
    if (name !== 'salt') asked.push(name);
    const body = name === 'salt' ? { salt: 'salt' } : answer(name, asked.length);
    return Response.json(body, { status: 'error' in body ? 401 : 200 });
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  waits.splice(0);
});

test('known accounts sign in', async () => {
  const asked = stubServer(() => ({ token: 'known' }));
  expect(await accounts().signIn(3)).toBe('known');
  expect(asked).toEqual(['sign-in']);
});

test('from the first unknown account on they are registered, so that little looks like guessing', async () => {
  const asked = stubServer((name) =>
    name === 'sign-in' ? { error: { code: 'wrong-credentials' } } : { token: 'new' },
  );
  const some = accounts();
  expect(await some.signIn(3)).toBe('new');
  expect(await some.signIn(4)).toBe('new');
  expect(asked).toEqual(['sign-in', 'register', 'register']);
});

test('an account that has another password is explained', async () => {
  stubServer((name) => ({ error: { code: name === 'register' ? 'phone-taken' : 'wrong-credentials' } }));
  await expect(accounts().signIn(3)).rejects.toThrow('+99900007000003 exists with another password');
});

test('a spent budget is waited for when that is short, and explained when it is long', async () => {
  stubServer((_name, asked) =>
    asked === 1 ? { error: { code: 'too-often', retryAfterMs: 5 } } : { token: 'late' },
  );
  expect(await accounts().signIn(3)).toBe('late');
  expect(waits).toEqual([5]);
  stubServer(() => ({ error: { code: 'too-often', retryAfterMs: 3_000_000 } }));
  await expect(accounts().signIn(3)).rejects.toThrow('UNCOUNTED_ADDRESSES');
});

test('a session that has ended is begun anew when a ticket is drawn', async () => {
  stubServer((name, asked) => {
    if (name === 'ticket') return asked === 1 ? { error: { code: 'not-signed-in' } } : { ticket: 'word' };
    return { token: 'fresh' };
  });
  expect(await accounts().issueTicket(3, 'old')).toEqual({ ticket: 'word', token: 'fresh' });
});
