// The forms that the salts of a table have, so that invented ones look like them: tables that were imported have forms of their own.
import type { AccountStore } from '../../../sql/account-store.ts';
import type { Login } from './login.ts';

/** How some of the table's salts look. */
export interface SaltForm {
  /** Names the form. */
  readonly key: string;
  /** How many of the salts that were looked at have it. */
  readonly weight: number;
  /** One salt that several accounts share, or how many characters from which letters. */
  readonly drawn: { readonly salt: string } | { readonly length: number; readonly letters: string };
}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
export const hexDigits = `${digits}abcdef`;
/** The smallest that has all letters of a salt is its alphabet. */
const alphabets = [
  digits,
  hexDigits,
  `${digits}ABCDEF`,
  lower,
  `${digits}${lower}`,
  `${digits}${lower}${lower.toUpperCase()}`,
];
/** Each costs a hash when a salt is invented; a table has one or two. */
const formsMax = 16;
/** What clients draw: 16 random bytes. */
const clientsForm: SaltForm = { key: 'clients', weight: 1, drawn: { length: 32, letters: hexDigits } };

/** The forms of some salts, the commonest first; of none, the form in which clients draw them. Pure. */
export function saltFormsOf(salts: readonly string[]): readonly [SaltForm, ...SaltForm[]] {
  const counts = Map.groupBy(salts, (salt) => salt);
  const forms = Map.groupBy(salts, (salt) =>
    (counts.get(salt)?.length ?? 0) > 1
      ? `=${salt}`
      : `${Array.from(salt).length} of ${alphabetOf(salt) ?? 'others'}`,
  );
  const found = [...forms].map(
    ([key, alike]): SaltForm => ({ key, weight: alike.length, drawn: drawnOf(alike) }),
  );
  const [first = clientsForm, ...rest] = found
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, formsMax);
  return [first, ...rest];
}

function drawnOf(alike: readonly string[]): SaltForm['drawn'] {
  const [salt = ''] = alike;
  if (alike.length > 1 && alike[1] === salt) return { salt };
  const alphabet = alphabetOf(salt);
  return {
    length: Array.from(salt).length,
    // Signs too were used by such a table: all that are seen, and letters.
    letters: alphabet ?? [...new Set(alike.join('') + (alphabets.at(-1) ?? ''))].toSorted().join(''),
  };
}

function alphabetOf(salt: string): string | undefined {
  return alphabets.find((letters) => Array.from(salt).every((letter) => letters.includes(letter)));
}

/** So many tell how common each form is to within a hundredth; reading them takes some milliseconds. */
const saltsRead = 2000;
/** An import shows in the salts that are invented after this time. */
const keptMs = 5 * 60_000;
const clientsForms = [clientsForm] as const;

/** The forms of the salts that the database holds, looked at from time to time. */
export class SaltForms {
  readonly #accounts: Pick<AccountStore, 'someSalts'>;
  readonly #now: () => number;
  #forms: readonly [SaltForm, ...SaltForm[]] = clientsForms;
  #readAtMs = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds since the epoch */
  constructor(accounts: Pick<AccountStore, 'someSalts'>, now: () => number) {
    this.#accounts = accounts;
    this.#now = now;
  }

  /**
   * The forms that a salt of this login may have; nicknames have salts that clients drew.
   * @throws RequestError `database-unavailable`
   */
  async of(login: Login): Promise<readonly [SaltForm, ...SaltForm[]]> {
    if (this.#now() - this.#readAtMs >= keptMs) {
      this.#forms = saltFormsOf(await this.#accounts.someSalts(saltsRead));
      this.#readAtMs = this.#now();
    }
    return login.kind === 'phone' ? this.#forms : clientsForms;
  }
}
