// By which keys this machine is known to the accounts that signed in on it, so that strangers' guesses do not keep them out. Used
// by `session-service.ts`.
import type { Vault } from './vault.ts';

/** Apart from the sign-ins: a key outlives signing out, as the machine stays the same. */
export class KnownDevices {
  readonly #vault: Pick<Vault, 'read' | 'keep'>;
  /** Where the system has no vault they last as long as the program. */
  readonly #keys = new Map<string, string>();

  constructor(vault: Pick<Vault, 'read' | 'keep'>) {
    this.#vault = vault;
  }

  /** @param login a phone number or a nickname, as it was typed */
  read(origin: string, login: string): string | undefined {
    const place = placeOf(origin, login);
    return this.#keys.get(place) ?? this.#vault.read(place);
  }

  /** @param account that has just signed in here */
  keep(origin: string, account: { phone: string; nickname: string; deviceKey: string }): void {
    for (const login of [account.phone, account.nickname]) {
      const place = placeOf(origin, login);
      this.#keys.set(place, account.deviceKey);
      this.#vault.keep(place, account.deviceKey);
    }
  }
}

function placeOf(origin: string, login: string): string {
  return `${origin} ${login.trim().toLowerCase()}`;
}
