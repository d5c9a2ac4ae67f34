// Decides what an import stores, skips, renames and refuses. Pure; used by the import of the accounts command.
import { foldNickname, nicknameKey, normalizePhone } from '../../../protocol/account/identity.ts';
import { nicknameLength } from '../../../protocol/limits.ts';
import type { ImportRow } from './import-row.ts';

/** An account to be; `digest` is MD5(salt + password) in lower-case hexadecimal digits. */
export interface PlannedAccount {
  readonly phone: string;
  readonly nickname: string;
  readonly nicknameKey: string;
  readonly salt: string;
  readonly digest: string;
}

export interface ImportPlan {
  readonly accounts: readonly PlannedAccount[];
  /** One sentence each, for the operator. */
  readonly skipped: readonly string[];
  readonly renamed: readonly string[];
  readonly wrong: readonly string[];
}

/** What is taken already. */
export interface Taken {
  readonly phones: ReadonlySet<string>;
  readonly nicknameKeys: ReadonlySet<string>;
}

const saltMaxCharacters = 64;

/**
 * A phone that is there already is skipped, so that an import can be run again; a nickname that is taken gets the
 * smallest free number from 2 up, since nicknames sign in too.
 */
export function planImport(rows: readonly ImportRow[], taken: Taken): ImportPlan {
  const phones = new Map([...taken.phones].map((phone) => [phone, 'an account']));
  const nicknameKeys = new Set(taken.nicknameKeys);
  const nextNumbers = new Map<string, number>();
  const plan = {
    accounts: [] as PlannedAccount[],
    skipped: [] as string[],
    renamed: [] as string[],
    wrong: [] as string[],
  };
  for (const row of rows) {
    const checked = checkRow(row);
    if (typeof checked === 'string') {
      plan.wrong.push(`${row.where}: ${checked}`);
      continue;
    }
    const owner = phones.get(checked.phone);
    if (owner !== undefined) {
      plan.skipped.push(`${row.where}: ${owner} has the phone number ${checked.phone} already.`);
      continue;
    }
    phones.set(checked.phone, row.where);
    const nickname = freeNickname(checked.nickname, nicknameKeys, nextNumbers);
    nicknameKeys.add(nicknameKey(nickname));
    if (nickname !== checked.nickname) {
      plan.renamed.push(`${row.where}: the nickname ${checked.nickname} is taken; it becomes ${nickname}.`);
    }
    plan.accounts.push({ ...checked, nickname, nicknameKey: nicknameKey(nickname) });
  }
  return plan;
}

/** The row in the form in which it is stored, or what is wrong with it. */
function checkRow(row: ImportRow): Omit<PlannedAccount, 'nicknameKey'> | string {
  const phone = normalizePhone(row.phone);
  if (phone === undefined) return `${JSON.stringify(row.phone)} is no phone number of 5 to 15 digits.`;
  const nickname = foldNickname(row.nickname);
  if (nickname === undefined) {
    const rule = `${nicknameLength.min} to ${nicknameLength.max} visible characters`;
    return `${JSON.stringify(row.nickname)} is no nickname of ${rule}, or reads as a phone number.`;
  }
  const { salt } = row;
  if (salt === '' || salt.length > saltMaxCharacters) {
    return `the salt has ${salt.length} characters and must have 1 to ${saltMaxCharacters}.`;
  }
  if (!/^[0-9a-f]{32}$/i.test(row.md5)) return 'the md5 is not 32 hexadecimal digits.';
  return { phone, nickname, salt, digest: row.md5.toLowerCase() };
}

/** @param nextNumbers the number to try next for each nickname, so that a thousand namesakes are numbered quickly */
function freeNickname(wanted: string, taken: ReadonlySet<string>, nextNumbers: Map<string, number>): string {
  const key = nicknameKey(wanted);
  if (!taken.has(key)) return wanted;
  for (let number = nextNumbers.get(key) ?? 2; ; number += 1) {
    // The sign keeps a nickname of digits from reading as a phone number.
    const suffix = ` #${number}`;
    const stem = Array.from(wanted).slice(0, nicknameLength.max - suffix.length);
    const nickname = foldNickname(stem.join('') + suffix);
    if (nickname === undefined || taken.has(nicknameKey(nickname))) continue;
    nextNumbers.set(key, number + 1);
    return nickname;
  }
}
