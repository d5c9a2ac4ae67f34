// How many connections there may be, from one address, the networks around it, and together. Watches the HTTP server; the socket transport
// tells whose a connection is, and who signed in.
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { addressOf } from '../addresses/client-address.ts';
import { isLoopback, networksOf } from '../addresses/client-networks.ts';

export interface ConnectionLimiterLimits {
  /** Connections one address may have at a time. */
  readonly perAddress: number;
  /** Whether loopback is counted by address; this machine's own programs come from there. */
  readonly loopbackCounts: boolean;
  /** Connections at a time, of all together. */
  readonly total: number;
}

interface Guest {
  /** `undefined` while only the proxy is known that it comes through. */
  readonly address: string | undefined;
  readonly socket: Pick<Socket, 'destroy'>;
  readonly signedIn: boolean;
}

/** In place of the key of a connection to close: the incoming one itself. */
const incoming = 'incoming';
/** So many connections of an address are kept free of signed-in clients, so that another person there can still sign in. */
const keptFree = 3;

/**
 * At the limit an incoming connection replaces the oldest unauthenticated one: people sign in within seconds, and a client that
 * holds connections open loses its own. Where all are signed in, the incoming one is refused, unless its address has fewer than
 * three and another has more: then that address loses its newest.
 */
export class ConnectionLimiter {
  readonly #limits: ConnectionLimiterLimits;
  readonly #onCut: () => void;
  readonly #isProxy: (remoteAddress: string | undefined) => boolean;
  /** By address and port of the other end, which name a connection as long as it stands; the longest there first. */
  readonly #guests = new Map<string, Guest>();
  /** Those of them that have not signed in, the oldest first. */
  readonly #unauthenticated = new Map<string, Guest>();
  /** By network. */
  readonly #counts = { all: new Map<string, number>(), signedIn: new Map<string, number>() };

  /**
   * @param onCut called for each connection that was closed for want of a place
   * @param isProxy whether an address is a trusted proxy's, whose connections are many people's
   */
  constructor(
    limits: ConnectionLimiterLimits,
    onCut: () => void,
    isProxy: (remoteAddress: string | undefined) => boolean = () => false,
  ) {
    this.#limits = limits;
    this.#onCut = onCut;
    this.#isProxy = isProxy;
  }

  /** Connections of any kind that are open now, signed in or not. */
  get count(): number {
    return this.#guests.size;
  }

  /** Counts each connection of a server, and closes those for which there is no place. Called once, before it listens. */
  watch(server: HttpServer): void {
    // Of a TLS server too, this is the connection beneath, before any handshake.
    server.on('connection', (socket) => {
      const { remoteAddress, remotePort } = socket;
      const key = keyOf(remoteAddress, remotePort);
      const address = this.#isProxy(remoteAddress) ? undefined : addressOf(remoteAddress);
      if (this.enter(key, address, socket)) socket.on('close', () => this.leave(key));
    });
  }

  /** A connection is there; whether it may stay. @param address `undefined` for one of a proxy */
  enter(key: string, address: string | undefined, socket: Pick<Socket, 'destroy'>): boolean {
    const victim = this.#requireLeaver(address);
    if (victim === incoming) {
      this.#onCut();
      socket.destroy();
      return false;
    }
    if (victim !== undefined) this.#cut(victim);
    this.#add(key, { address, socket, signedIn: false });
    return true;
  }

  /** What came through a proxy is one client's from now on; whether it may stay. */
  belongsTo(key: string, address: string): boolean {
    const guest = this.#guests.get(key);
    if (guest === undefined || guest.address !== undefined) return guest !== undefined;
    this.leave(key);
    return this.enter(key, address, guest.socket);
  }

  /** Marks a connection as signed in: it is not cut for others any more. @returns whether its address has a place left for it */
  signedIn(key: string): boolean {
    const guest = this.#guests.get(key);
    if (guest === undefined || guest.signedIn) return guest !== undefined;
    const { perAddress } = this.#limits;
    const limit = Math.max(1, perAddress - keptFree);
    if (this.#crowdedAround(guest.address, limit, this.#counts.signedIn) !== undefined) return false;
    this.leave(key);
    this.#add(key, { ...guest, signedIn: true });
    return true;
  }

  /** A connection is closed: its place is free. One that is not known is passed over. */
  leave(key: string): void {
    const guest = this.#guests.get(key);
    if (guest === undefined) return;
    this.#guests.delete(key);
    this.#unauthenticated.delete(key);
    this.#count(guest, -1);
  }

  #add(key: string, guest: Guest): void {
    this.#guests.set(key, guest);
    if (!guest.signedIn) this.#unauthenticated.set(key, guest);
    this.#count(guest, 1);
  }

  #count({ address, signedIn }: Guest, by: 1 | -1): void {
    if (address === undefined) return;
    for (const counts of signedIn ? [this.#counts.all, this.#counts.signedIn] : [this.#counts.all])
      for (const { key } of networksOf(address)) {
        const count = (counts.get(key) ?? 0) + by;
        if (count === 0) counts.delete(key);
        else counts.set(key, count);
      }
  }

  /** Which connection closes before one more from this address may open: none, an unauthenticated one, or the incoming one. */
  #requireLeaver(address: string | undefined): string | undefined {
    const full = this.#crowdedAround(address, this.#limits.perAddress, this.#counts.all);
    if (full === undefined && this.#guests.size < this.#limits.total) return undefined;
    for (const [key, stranger] of this.#unauthenticated) {
      if (full === undefined || liesIn(stranger.address, full)) return key;
    }
    if (full !== undefined || address === undefined) return incoming;
    return this.#lastOfTheMost(address) ?? incoming;
  }

  /** The narrowest network of an address that has as many as it may have; `undefined` where one more may come. */
  #crowdedAround(
    address: string | undefined,
    limit: number,
    counts: ReadonlyMap<string, number>,
  ): string | undefined {
    if (address === undefined || (isLoopback(address) && !this.#limits.loopbackCounts)) return undefined;
    return networksOf(address).find(({ key, allowance }) => (counts.get(key) ?? 0) >= allowance * limit)?.key;
  }

  /** The newest connection of the address that has the most, when this address has fewer than are kept free. */
  #lastOfTheMost(address: string): string | undefined {
    const countOf = (one: string): number => this.#counts.all.get(networksOf(one)[0].key) ?? 0;
    if (countOf(address) >= keptFree) return undefined;
    let most: string | undefined;
    let mostCount = keptFree;
    for (const [key, guest] of this.#guests) {
      const count = guest.address === undefined ? 0 : countOf(guest.address);
      if (count < mostCount || count <= keptFree) continue;
      most = key;
      mostCount = count;
    }
    return most;
  }

  #cut(key: string): void {
    const guest = this.#guests.get(key);
    this.leave(key);
    this.#onCut();
    guest?.socket.destroy();
  }
}

/** Names a connection. */
export function keyOf(remoteAddress: string | undefined, remotePort: number | undefined): string {
  return `${remoteAddress} ${remotePort}`;
}

function liesIn(address: string | undefined, network: string): boolean {
  return address !== undefined && networksOf(address).some(({ key }) => key === network);
}
