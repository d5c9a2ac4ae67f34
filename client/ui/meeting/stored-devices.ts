// Keeps by which keys this device is known to the accounts that signed in on it, so that strangers' guesses do not lock them out.
import { nicknameKey, normalizePhone } from '../../../protocol/identity.ts';

const key = 'plenum.known-accounts';
/** A family's shared computer has as many; the one unused longest is forgotten. */
const accountsMax = 5;

interface KnownAccount {
  readonly phone: string;
  readonly nickname: string;
  readonly deviceKey: string;
}

/** The key for the account of a login, a phone number or a nickname as it was typed. */
export function readDeviceKey(login: string): string | undefined {
  const asPhone = normalizePhone(login);
  const asNickname = nicknameKey(login.trim());
  return readAll().find(({ phone, nickname }) => phone === asPhone || nicknameKey(nickname) === asNickname)
    ?.deviceKey;
}

/** @param account that has just signed in here */
export function keepDeviceKey({ phone, nickname, deviceKey }: KnownAccount): void {
  const others = readAll().filter((known) => known.phone !== phone);
  try {
    const kept = [{ phone, nickname, deviceKey }, ...others].slice(0, accountsMax);
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is switched off: this device stays unknown.
  }
}

function readAll(): KnownAccount[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKnownAccount) : [];
  } catch {
    return [];
  }
}

function isKnownAccount(value: unknown): value is KnownAccount {
  const fields = value as Partial<Record<keyof KnownAccount, unknown>> | null;
  return [fields?.phone, fields?.nickname, fields?.deviceKey].every((field) => typeof field === 'string');
}
