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
  /** Called after each look from which nothing has changed since the one before. */
  readonly onSteady: () => void;
}

export class LocalAddresses {
  readonly #parts: LocalAddressesParts;
  readonly #timer: NodeJS.Timeout;
  #seen: string;

  constructor(parts: LocalAddressesParts) {
    this.#parts = parts;
    this.#seen = this.current.join();
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /** Those that are there now, the primary one first; none where HOST names an address that is gone. */
  get current(): string[] {
    const { host, interfaces = networkInterfaces } = this.#parts;
    return findListenAddresses(host, interfaces());
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = this.current.join();
    const isSteady = now === this.#seen;
    this.#seen = now;
    if (isSteady) this.#parts.onSteady();
  }
}
