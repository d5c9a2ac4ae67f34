// Does expensive work a few at a time, each network in turn, and refuses more than can be done soon. Used for password hashing.
import { RequestError } from '../../../protocol/error-codes.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { OrderedQueue, type WaitingOrder, type WaitingWork } from '../../limits/ordered-queue.ts';
import { Turns } from '../../limits/turns.ts';

export interface WorkQueueLimits {
  /** How many run at once. */
  readonly running: number;
  /** How many may wait; further ones are refused, or take the place of one of those who have the most. */
  readonly waiting: number;
  /** What a refused caller is told to wait, in milliseconds. */
  readonly retryAfterMs: number;
}

/** Whose work it is. */
export interface Asker {
  /** `undefined` for the operator's own. */
  readonly address?: string | undefined;
  /** People who have an account come before those who want one. */
  readonly purpose: 'sign-in' | 'registration';
}

/** So many sign-ins are done before one registration that waits, so that these do not wait for ever. */
const signInsPerRegistration = 4;

export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #order = new SignInsFirst();
  readonly #queue: OrderedQueue<Asker>;

  constructor(limits: WorkQueueLimits) {
    this.#limits = limits;
    this.#queue = new OrderedQueue(limits.running, this.#order);
  }

  /** @throws RequestError `too-often` when there is no place for this asker; nothing was done then */
  requirePlace(asker: Asker): void {
    if (this.#order.size < this.#limits.waiting) return;
    const [, most] = this.#order.fullest();
    if (this.#order.sizeOf(placeOf(asker).network) + 1 >= most) throw this.#refusal();
  }

  /**
   * What `work` returns or throws, once its turn came.
   * @throws RequestError `too-often` when the queue is full, also while it waits: the last of a network that has the most gives
   * its place to one that has fewer
   */
  async run<T>(work: () => Promise<T>, asker: Asker): Promise<T> {
    if (!this.#queue.isFree) {
      this.requirePlace(asker);
      if (this.#order.size >= this.#limits.waiting)
        this.#order.takeLast(this.#order.fullest()[0])?.refuse(this.#refusal());
    }
    return this.#queue.run(work, asker);
  }

  #refusal(): RequestError {
    return new RequestError('too-often', { retryAfterMs: this.#limits.retryAfterMs });
  }
}

/** Networks take turns, and the addresses within each; sign-ins come before registrations, but each fifth turn is a registration's. */
class SignInsFirst implements WaitingOrder<Asker> {
  readonly #lanes = { 'sign-in': new Turns<WaitingWork>(), registration: new Turns<WaitingWork>() };
  #signInsInARow = 0;

  get size(): number {
    return this.#lanes['sign-in'].size + this.#lanes.registration.size;
  }

  sizeOf(network: string): number {
    return this.#lanes['sign-in'].sizeOf(network) + this.#lanes.registration.sizeOf(network);
  }

  /** The network that has the most waiting, and how many those are. */
  fullest(): readonly [network: string, count: number] {
    const networks = new Set([...this.#lanes['sign-in'].keys(), ...this.#lanes.registration.keys()]);
    let fullest = ['', 0] as readonly [string, number];
    for (const network of networks) {
      const count = this.sizeOf(network);
      if (count > fullest[1]) fullest = [network, count];
    }
    return fullest;
  }

  add(work: WaitingWork, asker: Asker): void {
    const { network, address } = placeOf(asker);
    this.#lanes[asker.purpose].add(work, [network, address]);
  }

  take(): WaitingWork | undefined {
    const registration = this.#lanes.registration;
    const registrationIsDue = this.#signInsInARow >= signInsPerRegistration && registration.size > 0;
    const signIn = registrationIsDue ? undefined : this.#lanes['sign-in'].take();
    this.#signInsInARow = signIn === undefined ? 0 : this.#signInsInARow + 1;
    return signIn ?? registration.take();
  }

  /** Of a network the last that came; registrations go before sign-ins. */
  takeLast(network: string): WaitingWork | undefined {
    return this.#lanes.registration.takeLast(network) ?? this.#lanes['sign-in'].takeLast(network);
  }
}

/** Of an address the widest network that is counted, and the narrowest. */
function placeOf({ address }: Asker): { readonly network: string; readonly address: string } {
  if (address === undefined) return { network: 'operator', address: 'operator' };
  const networks = networksOf(address);
  return { network: (networks.at(-1) ?? networks[0]).key, address: networks[0].key };
}
