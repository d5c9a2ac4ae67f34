// Whether a password is checked although many others failed at its address, or at its login. Pure; asked by sign-in-limits.

/** Tries at a login from an address that are checked whatever others did: who mistypes twice still signs in. */
const sparedTries = 3;

/** What others did, at an address, in a network around it or at the login from elsewhere. */
export interface SharedState {
  /** How long it waits by its failures, in milliseconds; 0 while these are few. */
  readonly waitMs: number;
  /** How long until one more check is spared for it, in milliseconds; 0 when that may be now. */
  readonly sparedInMs: number;
}

export interface TryState {
  /** How long this login waits at this address by its own failures there, in milliseconds. */
  readonly ownWaitMs: number;
  /** Those failures in the last hour. */
  readonly ownFailures: number;
  readonly shared: readonly SharedState[];
}

/** How long the password has to wait for its check, in milliseconds; 0 when it is checked now. */
export function planTry({ ownWaitMs, ownFailures, shared }: TryState): number {
  const isSpared = ownFailures < sparedTries;
  const waits = shared.map(({ waitMs, sparedInMs }) => (isSpared ? Math.min(waitMs, sparedInMs) : waitMs));
  return Math.max(ownWaitMs, ...waits);
}
