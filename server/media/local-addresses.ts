// The addresses of this machine on which media is received, looked at while the server runs: a cable, a VPN or the network's own
// server (DHCP) changes them. Opened by main.
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { findListenAddresses } from './media-addresses.ts';

/** A look takes some 50 us; a change is acted on when two looks in a row saw the same, so after 5 to 10 s. */
const lookEveryMs = 5000;

export interface LocalAddressesParts {
  /** The setting HOST. */
  readonly host: string;
  readonly interfaces?: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
}

export class LocalAddresses {
  readonly #parts: LocalAddressesParts;
  #timer: NodeJS.Timeout | undefined;
  #seen = '';

  constructor(parts: LocalAddressesParts) {
    this.#parts = parts;
  }

  /** Those that are there now, the primary one first; none where HOST names an address that is gone. */
  get current(): string[] {
    const { host, interfaces = networkInterfaces } = this.#parts;
    return findListenAddresses(host, interfaces());
  }

  /** Looks from now on. @param onSteady called after each look from which nothing has changed since the one before */
  watch(onSteady: () => void): void {
    this.#seen = this.current.join();
    this.#timer = setInterval(() => this.#look(onSteady), lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(onSteady: () => void): void {
    const now = this.current.join();
    const isSteady = now === this.#seen;
    this.#seen = now;
    if (isSteady) onSteady();
  }
}
