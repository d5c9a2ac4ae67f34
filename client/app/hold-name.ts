// Lets one page at a time go by a name. Used by the seat's keeper, since a browser copies a tab with all that it keeps.

/** A page that is being replaced by the next one lets go within this time. */
const patienceMs = 1000;

/**
 * Holds a name for as long as this page lives. Browsers give a page that came without TLS from another machine no locks; there every
 * name counts as free.
 * @param locks for example `navigator.locks`
 * @returns false when another page holds it
 */
export async function holdName(locks: LockManager | undefined, name: string): Promise<boolean> {
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(patienceMs) };
    locks
      .request(`plenum.window.${name}`, options, () => {
        resolve(true);
        return new Promise(() => undefined);
      })
      .catch(() => resolve(false));
  });
}
