// How a digest is kept: argon2id(HMAC(pepper, digest)). Used by accounts and by the accounts command.
import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Pepper } from './pepper.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * OWASP's smallest recommendation for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). It takes
 * 25-45 ms; more would cost an attacker more, and let fewer people sign in per second.
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Two at a time leave cores for media; 200 waiting are about four seconds of work. */
const limits = { running: 2, waiting: 200, retryAfterMs: 4000 } as const;

/** A digest is what clients send instead of a password: MD5(salt + password), 32 lower-case hexadecimal digits. */
export class Credentials {
  readonly #pepper: Pepper;
  readonly #queue = new WorkQueue(limits);
  readonly #nobodys: string;

  private constructor(pepper: Pepper, nobodys: string) {
    this.#pepper = pepper;
    this.#nobodys = nobodys;
  }

  static async create(pepper: Pepper): Promise<Credentials> {
    return new Credentials(pepper, await hash(randomBytes(32), parameters));
  }

  /** Whether one more is taken now. @throws RequestError `too-often` when too many wait */
  requirePlace(): void {
    this.#queue.requirePlace();
  }

  /** The form in which a digest is stored. @throws RequestError `too-often` when too many wait */
  async make(digest: string): Promise<string> {
    return this.#queue.run(() => hash(this.#pepper.hash(digest), parameters));
  }

  /**
   * Whether a digest belongs to a credential; without one (an unknown account) the same work is done and the answer is no.
   * @throws RequestError `too-often` when too many wait
   */
  async matches(credential: string | undefined, digest: string): Promise<boolean> {
    const right = await this.#queue.run(() => verify(credential ?? this.#nobodys, this.#pepper.hash(digest)));
    return right && credential !== undefined;
  }

  /** Whether a credential was made with other parameters than new ones are. */
  isOutdated(credential: string): boolean {
    const made = parseOptions(credential);
    return Object.entries(parameters).some(
      ([name, value]) => made[name as keyof typeof parameters] !== value,
    );
  }
}
