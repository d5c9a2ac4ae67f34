// The servers of one media worker: the one it started with, and one for each set of addresses that came later. Used by the
// worker pool and the relay.
import type { types } from 'mediasoup';
import { isReachable } from './plan-move.ts';

interface MediaServer {
  readonly server: types.WebRtcServer;
  /** Addresses on which it listens; it cannot be given others. */
  readonly addresses: readonly string[];
  /** Transports that are open on it. */
  transports: number;
}

/** A transport belongs to one server, and receives on that one's addresses alone. */
export class MediaServers {
  readonly #main: MediaServer;
  readonly #later: MediaServer[] = [];
  readonly #create: (addresses: readonly string[]) => Promise<types.WebRtcServer>;
  #adding = false;

  private constructor(
    main: MediaServer,
    create: (addresses: readonly string[]) => Promise<types.WebRtcServer>,
  ) {
    this.#main = main;
    this.#create = create;
  }

  /** @param create opens a server on these addresses @throws what `create` throws */
  static async open(
    addresses: readonly string[],
    create: (addresses: readonly string[]) => Promise<types.WebRtcServer>,
  ): Promise<MediaServers> {
    return new MediaServers(follow(await create(addresses), addresses), create);
  }

  /** Addresses on which the worker has listened since it started. */
  get first(): readonly string[] {
    return this.#main.addresses;
  }

  /** Those on which it has listened since later. */
  get later(): readonly string[] {
    return this.#later.flatMap(({ addresses }) => addresses);
  }

  /** Addresses on which the worker listens. */
  get addresses(): readonly string[] {
    return [...this.first, ...this.later];
  }

  /**
   * The server on which a transport is opened for a client.
   * @param arrivedAt the address of this machine at which the client's socket came in: media will find its way there too
   * @param current addresses of this machine now
   * @returns the first one that is reached from outside where none listens there, as behind a proxy on this machine
   */
  serverFor(arrivedAt: string, current: readonly string[]): types.WebRtcServer {
    const all = [this.#main, ...this.#later];
    const ofAddress = isReachable([arrivedAt], current)
      ? all.find(({ addresses }) => addresses.includes(arrivedAt))
      : undefined;
    const chosen = ofAddress ?? all.find(({ addresses }) => isReachable(addresses, current)) ?? this.#main;
    return chosen.server;
  }

  /** Listens on further addresses, for transports that are opened from now on. @throws what `create` throws */
  async add(addresses: readonly string[]): Promise<void> {
    if (this.#adding) return;
    this.#adding = true;
    try {
      this.#later.push(follow(await this.#create(addresses), addresses));
    } finally {
      this.#adding = false;
    }
  }

  /** Closes what was added for addresses that are all gone, once nothing is open there. @param current addresses of this machine now */
  closeUnused(current: readonly string[]): void {
    for (const later of this.#later.slice()) {
      if (later.transports > 0 || later.addresses.some((address) => current.includes(address))) continue;
      later.server.close();
      this.#later.splice(this.#later.indexOf(later), 1);
    }
  }
}

function follow(server: types.WebRtcServer, addresses: readonly string[]): MediaServer {
  const followed = { server, addresses, transports: 0 };
  server.observer.on('webrtctransporthandled', () => (followed.transports += 1));
  server.observer.on('webrtctransportunhandled', () => (followed.transports -= 1));
  return followed;
}
