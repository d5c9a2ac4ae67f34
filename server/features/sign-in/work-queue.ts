// Does expensive work a few at a time, everybody's in turn, and refuses more than can be done soon. Used for password hashing.
import { RequestError } from '../../../protocol/error-codes.ts';
import { networksOf } from '../../addresses/client-networks.ts';

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

interface Job {
  readonly start: () => void;
  readonly refuse: (error: RequestError) => void;
}

/** So many sign-ins are done before one registration that waits, so that these do not wait for ever. */
const signInsPerRegistration = 4;

/** What waits of one purpose: networks take turns, and the addresses within each; the one whose turn is next comes first. */
type Lane = Map<string, Map<string, Job[]>>;

export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #lanes: Readonly<Record<Asker['purpose'], Lane>> = {
    'sign-in': new Map(),
    registration: new Map(),
  };
  /** How many wait, by widest network. */
  readonly #counts = new Map<string, number>();
  #waiting = 0;
  #running = 0;
  #signInsInARow = 0;

  constructor(limits: WorkQueueLimits) {
    this.#limits = limits;
  }

  /** @throws RequestError `too-often` when there is no place for this asker; nothing was done then */
  requirePlace(asker: Asker): void {
    if (this.#waiting < this.#limits.waiting) return;
    const [, most] = this.#fullest();
    if ((this.#counts.get(placeOf(asker).network) ?? 0) + 1 >= most) throw this.#refusal();
  }

  /**
   * What `work` returns or throws, once its turn came.
   * @throws RequestError `too-often` when the queue is full, also while it waits: the last of a network that has the most gives
   * its place to one that has fewer
   */
  async run<T>(work: () => Promise<T>, asker: Asker): Promise<T> {
    if (this.#running < this.#limits.running) this.#running += 1;
    else {
      this.requirePlace(asker);
      if (this.#waiting >= this.#limits.waiting) this.#dropLast(this.#fullest()[0]);
      await new Promise<void>((start, refuse) => this.#add(asker, { start, refuse }));
    }
    try {
      return await work();
    } finally {
      // The place goes to whoever is next, or is free.
      const next = this.#takeNext();
      if (next === undefined) this.#running -= 1;
      else next.start();
    }
  }

  #add(asker: Asker, job: Job): void {
    const { network, address } = placeOf(asker);
    const lane = this.#lanes[asker.purpose];
    const addresses = lane.get(network) ?? new Map<string, Job[]>();
    const jobs = addresses.get(address) ?? [];
    jobs.push(job);
    addresses.set(address, jobs);
    lane.set(network, addresses);
    this.#changeCount(network, 1);
  }

  #takeNext(): Job | undefined {
    const registrationIsDue = this.#signInsInARow >= signInsPerRegistration;
    const order = registrationIsDue
      ? (['registration', 'sign-in'] as const)
      : (['sign-in', 'registration'] as const);
    for (const purpose of order) {
      const job = this.#takeFrom(this.#lanes[purpose]);
      if (job === undefined) continue;
      this.#signInsInARow = purpose === 'sign-in' ? this.#signInsInARow + 1 : 0;
      return job;
    }
    return undefined;
  }

  /** The first job of the address and network whose turn it is; both go behind the others. */
  #takeFrom(lane: Lane): Job | undefined {
    for (const [network, addresses] of lane) {
      for (const [address, jobs] of addresses) {
        const job = jobs.shift();
        addresses.delete(address);
        if (jobs.length > 0) addresses.set(address, jobs);
        lane.delete(network);
        if (addresses.size > 0) lane.set(network, addresses);
        this.#changeCount(network, -1);
        return job;
      }
    }
    return undefined;
  }

  /** The network that has the most waiting, and how many those are. */
  #fullest(): readonly [network: string, count: number] {
    let fullest = ['', 0] as readonly [string, number];
    for (const entry of this.#counts) if (entry[1] > fullest[1]) fullest = entry;
    return fullest;
  }

  /** Registrations of a network go before its sign-ins. */
  #dropLast(network: string): void {
    for (const purpose of ['registration', 'sign-in'] as const) {
      const lane = this.#lanes[purpose];
      const addresses = lane.get(network);
      if (addresses === undefined) continue;
      const [address, jobs] = [...addresses].reduce((one, other) =>
        other[1].length > one[1].length ? other : one,
      );
      const job = jobs.pop();
      if (jobs.length === 0) addresses.delete(address);
      if (addresses.size === 0) lane.delete(network);
      this.#changeCount(network, -1);
      job?.refuse(this.#refusal());
      return;
    }
  }

  #changeCount(network: string, by: 1 | -1): void {
    this.#waiting += by;
    const count = (this.#counts.get(network) ?? 0) + by;
    if (count === 0) this.#counts.delete(network);
    else this.#counts.set(network, count);
  }

  #refusal(): RequestError {
    return new RequestError('too-often', { retryAfterMs: this.#limits.retryAfterMs });
  }
}

/** Of an address the widest network that is counted, and the narrowest. */
function placeOf({ address }: Asker): { readonly network: string; readonly address: string } {
  if (address === undefined) return { network: 'operator', address: 'operator' };
  const networks = networksOf(address);
  return { network: (networks.at(-1) ?? networks[0]).key, address: networks[0].key };
}
