// Which accounts are young: they have less of what is scarce for others, and as much as all of what one does in a call. Pure.

/** A thousand accounts made for one attack are of one day; people who meet tomorrow as well are not. */
const youngForMs = 24 * 3600 * 1000;

/** @param registeredAtMs and @param nowMs milliseconds since the epoch */
export function isYoung(registeredAtMs: number, nowMs: number): boolean {
  return nowMs - registeredAtMs < youngForMs;
}
