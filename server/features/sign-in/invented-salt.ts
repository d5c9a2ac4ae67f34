// The salt that an unknown login gets, so that asking for salts does not tell who has an account. Used by accounts.
import type { Login } from './login.ts';
import type { Pepper } from './pepper.ts';
import { hexDigits, type SaltForm } from './salt-forms.ts';

/**
 * A salt of one of the forms; the same for the same login, and not to be foreseen. When the shares of the forms change a
 * little, few logins change theirs (weighted rendezvous hashing).
 */
export function inventSalt(pepper: Pepper, login: Login, forms: readonly [SaltForm, ...SaltForm[]]): string {
  const rank = ({ key, weight }: SaltForm): number =>
    -weight / Math.log(fractionOf(pepper.hash(`form ${key} of the salt of ${login.key}`)));
  const [first, ...rest] = forms;
  const { drawn } = rest.reduce((best, form) => (rank(form) > rank(best) ? form : best), first);
  if ('salt' in drawn) return drawn.salt;
  const { length, letters } = drawn;
  if (letters === hexDigits && length <= 64) return pepper.hash(`salt of ${login.key}`).slice(0, length);
  const choices = Array.from(letters);
  const letterAt = (index: number): string => {
    const drawnAt = fractionOf(pepper.hash(`letter ${index} of the salt of ${login.key}`));
    return choices[Math.floor(drawnAt * choices.length)] ?? '';
  };
  return Array.from({ length }, (_, index) => letterAt(index)).join('');
}

/** Of the first 48 bits of a hash: more than 0, less than 1. */
function fractionOf(hash: string): number {
  return (Number.parseInt(hash.slice(0, 12), 16) + 0.5) / 2 ** 48;
}
