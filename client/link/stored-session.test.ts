import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetToken, keepToken, readToken } from './stored-session.ts';

/** As much of a browser's storage as is used. */
function makeStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

beforeEach(() => {
  vi.stubGlobal('localStorage', makeStorage());
  vi.stubGlobal('sessionStorage', makeStorage());
});
afterEach(() => void vi.unstubAllGlobals());

test.each([true, false])('a token is kept until it is forgotten; staying signed in: %s', (staySignedIn) => {
  keepToken('token', staySignedIn);
  expect(readToken()).toBe('token');
  forgetToken('token');
  expect(readToken()).toBeUndefined();
});

test('U1: a window whose session was ended does not sign out the account that signed in since in another window', () => {
  keepToken('ended', true);
  keepToken('next', true);
  forgetToken('ended');
  expect(readToken()).toBe('next');
});

test('a token takes the place of the one before it, wherever that is kept', () => {
  keepToken('first', false);
  keepToken('second', true);
  expect(readToken()).toBe('second');
});
