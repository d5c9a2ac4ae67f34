// Keeps by which keys this device is known to the accounts that signed in on it, so that strangers' guesses do not lock them out.
// Whose keys they are cannot be read from them: phone and nickname are kept as digests, which only a typed login finds again.
import { sha256 } from 'hash-wasm';
import * as z from 'zod/mini';
import { nicknameKey, normalizePhone } from '../../protocol/account/identity.ts';

const key = 'plenum.known-accounts';
/** A family's shared computer has as many; the one unused longest is forgotten. */
const accountsMax = 5;

const schema = z.array(z.object({ deviceKey: z.string(), phone: z.string(), nickname: z.string() }));
type KnownAccount = z.infer<typeof schema>[number];

/** The key for the account of a login, a phone number or a nickname as it was typed. */
export async function readDeviceKey(login: string): Promise<string | undefined> {
  for (const { deviceKey, phone, nickname } of readAll()) {
    const typed = await digest(deviceKey, login);
    if (typed === phone || typed === nickname) return deviceKey;
  }
  return undefined;
}

/** @param account that has just signed in here */
export async function keepDeviceKey(account: KnownAccount): Promise<void> {
  const { deviceKey } = account;
  const others: KnownAccount[] = [];
  for (const known of readAll()) {
    if ((await digest(known.deviceKey, account.phone)) !== known.phone) others.push(known);
  }
  const phone = await digest(deviceKey, account.phone);
  const nickname = await digest(deviceKey, account.nickname);
  try {
    const kept = [{ deviceKey, phone, nickname }, ...others].slice(0, accountsMax);
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is switched off: this device stays unknown.
  }
}

/** The same for every way to write the same login; the device key serves as the salt. */
function digest(deviceKey: string, login: string): Promise<string> {
  return sha256(`${deviceKey}\n${normalizePhone(login) ?? nicknameKey(login.trim())}`);
}

function readAll(): KnownAccount[] {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
