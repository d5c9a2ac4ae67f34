// The salt that an unknown login gets, so that asking for salts does not tell who has an account. Used by accounts.
import type { Login } from './login.ts';
import type { Pepper } from './pepper.ts';

/** 32 hexadecimal digits like those a client draws; the same for the same login, and not to be foreseen. */
export function inventSalt(pepper: Pepper, login: Login): string {
  return pepper.hash(`salt of ${login.key}`).slice(0, 32);
}
