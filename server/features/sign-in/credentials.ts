// How a digest is kept: argon2id(HMAC(pepper, digest)), and before it the number of its pepper from the second on. Used by accounts and by the accounts command.
import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Pepper, Peppers } from './pepper.ts';
import { type Asker, WorkQueue } from './work-queue.ts';

/**
 * OWASP's smallest recommendation for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). It takes
 * 25-45 ms; more would cost an attacker more, and let fewer people sign in per second.
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Two at a time leave cores for media; 400 waiting, a class that signs in at once, are about eight seconds of work. */
const limits = { running: 2, waiting: 400, retryAfterMs: 4000 } as const;
const operator: Asker = { purpose: 'registration' };

/** A digest is what clients send instead of a password: MD5(salt + password), 32 lower-case hexadecimal digits. */
export class Credentials {
  readonly #peppers: Peppers;
  readonly #queue = new WorkQueue(limits);
  readonly #nobodys: string;

  private constructor(peppers: Peppers, nobodys: string) {
    this.#peppers = peppers;
    this.#nobodys = nobodys;
  }

  static async create(peppers: Peppers): Promise<Credentials> {
    return new Credentials(peppers, await hash(randomBytes(32), parameters));
  }

  /** Whether one more of an asker is taken now. @throws RequestError `too-often` when too many wait */
  requirePlace(asker: Asker): void {
    this.#queue.requirePlace(asker);
  }

  /** The form in which a digest is stored. @throws RequestError `too-often` when too many wait */
  async make(digest: string, asker = operator): Promise<string> {
    const number = this.#peppers.length;
    const hashed = await this.#queue.run(() => hash(this.#pepper(number).hash(digest), parameters), asker);
    return number === 1 ? hashed : `p${number}${hashed}`;
  }

  /**
   * Whether a digest belongs to a credential; without one (an unknown account) the same work is done and the answer is no.
   * @throws RequestError `too-often` when too many wait
   */
  async matches(credential: string | undefined, digest: string, asker = operator): Promise<boolean> {
    const { pepperNumber, hashed } = parse(credential ?? this.#nobodys);
    const peppered = this.#pepper(pepperNumber).hash(digest);
    const right = await this.#queue.run(() => verify(hashed, peppered), asker);
    return right && credential !== undefined;
  }

  /** Whether a credential was made with other parameters, or another pepper, than new ones are. */
  isOutdated(credential: string): boolean {
    const { pepperNumber, hashed } = parse(credential);
    if (pepperNumber !== this.#peppers.length) return true;
    const made = parseOptions(hashed);
    return Object.entries(parameters).some(
      ([name, value]) => made[name as keyof typeof parameters] !== value,
    );
  }

  /** @throws Error for one that was made while this server ran, which knows it from its next start on */
  #pepper(number: number): Pepper {
    const pepper = this.#peppers[number - 1];
    if (pepper === undefined) throw new Error(`pepper ${number} is not known; restart the server`);
    return pepper;
  }
}

/** The number of a stored credential's pepper, and what argon2 made. */
function parse(credential: string): { readonly pepperNumber: number; readonly hashed: string } {
  const [, number] = /^p(\d+)\$/.exec(credential) ?? [];
  if (number === undefined) return { pepperNumber: 1, hashed: credential };
  return { pepperNumber: Number(number), hashed: credential.slice(1 + number.length) };
}
