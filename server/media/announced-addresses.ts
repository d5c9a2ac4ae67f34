// The addresses under which a router in front of this machine forwards media: those that are named by a host name are looked up,
// again and again, since browsers do not look up what they are told. Opened by main.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Logger } from 'pino';
import { SettingError } from '../config/setting-error.ts';

/** A dynamic name follows its address within about this time; the system's resolver keeps to the name's own lifetime. */
const lookUpEveryMs = 60_000;
/** What the resolver says of a name that does not exist; anything else may pass. */
const unknownName = new Set(['ENOTFOUND', 'ENODATA']);

export type LookUp = (name: string) => Promise<readonly string[]>;

export interface AnnouncedAddressesParts {
  /** Addresses and host names, in the order in which clients should try them. */
  readonly named: readonly string[];
  readonly log: Logger;
  readonly lookUp?: LookUp;
}

/** @throws SettingError for a name that cannot be resolved */
export async function openAnnouncedAddresses(parts: AnnouncedAddressesParts): Promise<AnnouncedAddresses> {
  const addresses = new AnnouncedAddresses(parts);
  for (const { name, error } of await addresses.lookUpAll()) {
    if (unknownName.has((error as NodeJS.ErrnoException).code ?? ''))
      throw new SettingError('ANNOUNCED_ADDRESS', name, 'an address, or a host name that can be looked up');
  }
  addresses.begin();
  return addresses;
}

interface Failure {
  readonly name: string;
  readonly error: unknown;
}

export class AnnouncedAddresses {
  readonly #parts: AnnouncedAddressesParts;
  readonly #lookUp: LookUp;
  /** By name, as last heard; what was found once counts until something else is. */
  readonly #found = new Map<string, readonly string[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AnnouncedAddressesParts) {
    this.#parts = parts;
    this.#lookUp = parts.lookUp ?? lookUpBySystem;
  }

  /** Addresses alone, each once. */
  get current(): string[] {
    const all = this.#parts.named.flatMap((name) =>
      isIP(name) === 0 ? (this.#found.get(name) ?? []) : [name],
    );
    return [...new Set(all)];
  }

  /** Looks every name up once. @returns those without an answer */
  async lookUpAll(): Promise<Failure[]> {
    const names = this.#parts.named.filter((name) => isIP(name) === 0);
    const failures = await Promise.all(names.map((name) => this.#lookUpOne(name)));
    return failures.filter((failure) => failure !== undefined);
  }

  /** Looks them up again from time to time. */
  begin(): void {
    if (this.#parts.named.every((name) => isIP(name) !== 0)) return;
    this.#timer = setInterval(() => void this.lookUpAll(), lookUpEveryMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #lookUpOne(name: string): Promise<Failure | undefined> {
    const { log } = this.#parts;
    try {
      const addresses = await this.#lookUp(name);
      if (addresses.join() !== this.#found.get(name)?.join())
        log.info({ name, addresses }, 'announced name looked up');
      this.#found.set(name, addresses);
      return undefined;
    } catch (error) {
      const isKnown = this.#found.has(name);
      log.warn(
        { name, err: error },
        isKnown
          ? 'the announced name could not be looked up, its last addresses stay'
          : 'the announced name could not be looked up, so that people behind the router have no media yet',
      );
      return { name, error };
    }
  }
}

async function lookUpBySystem(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
}
