// Keeps up to when this browser knows of an account's sign-ins on new devices. Used by the controller of signed-in devices.
import * as z from 'zod/mini';

const key = 'plenum.known-sign-ins';
/** A family's shared computer has as many; the one unused longest is forgotten. */
const accountsMax = 5;

const schema = z.array(z.object({ accountId: z.string(), knownUntilMs: z.number() }));

/** By the server's clock; `undefined` where nothing is kept of the account. */
export function readKnownUntil(accountId: string): number | undefined {
  return readAll().find((kept) => kept.accountId === accountId)?.knownUntilMs;
}

export function keepKnownUntil(accountId: string, knownUntilMs: number): void {
  const others = readAll().filter((kept) => kept.accountId !== accountId);
  try {
    const kept = [{ accountId, knownUntilMs }, ...others].slice(0, accountsMax);
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is switched off: only what comes while the page is open is shown.
  }
}

function readAll(): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
