// How many connections there may be, from one address and together. Watches the HTTP server; the socket door tells who signed in.
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { addressOf, isLoopback } from './client-address.ts';

export interface SocketCrowdLimits {
  /** Connections one address may have at a time. */
  readonly perAddress: number;
  /** Whether loopback is counted by address; a proxy in front, or this machine's own programs, come from there. */
  readonly loopbackCounts: boolean;
  /** Connections at a time, of all together. */
  readonly total: number;
}

interface Guest {
  readonly address: string;
  readonly socket: Pick<Socket, 'destroy'>;
}

/** In place of the key of whoever has to go. */
const theNewcomer = 'the newcomer';

/**
 * Who comes to a full house takes the place of whoever has been there longest without signing in: people come and go within
 * seconds, and those who hold connections open for the sake of it throw themselves out. Where everybody is signed in, the
 * newcomer is refused.
 */
export class SocketCrowd {
  readonly #limits: SocketCrowdLimits;
  readonly #onCut: () => void;
  /** By address and port, which name a connection as long as it stands. */
  readonly #guests = new Map<string, Guest>();
  /** Those of them that nobody signed in on, the longest there first. */
  readonly #strangers = new Map<string, Guest>();
  readonly #countByAddress = new Map<string, number>();

  /** @param onCut told of each connection that was closed for want of a place */
  constructor(limits: SocketCrowdLimits, onCut: () => void) {
    this.#limits = limits;
    this.#onCut = onCut;
  }

  get count(): number {
    return this.#guests.size;
  }

  watch(server: HttpServer): void {
    // Of a TLS server too, this is the connection beneath, before any handshake.
    server.on('connection', (socket) => {
      const key = keyOf(socket.remoteAddress, socket.remotePort);
      if (this.enter(key, addressOf(socket.remoteAddress), socket)) {
        socket.on('close', () => this.leave(key));
      }
    });
  }

  /** A connection is there; whether it may stay. */
  enter(key: string, address: string, socket: Pick<Socket, 'destroy'>): boolean {
    const victim = this.#requireLeaver(address);
    if (victim === theNewcomer) {
      this.#onCut();
      socket.destroy();
      return false;
    }
    if (victim !== undefined) this.#cut(victim);
    const guest = { address, socket };
    this.#guests.set(key, guest);
    this.#strangers.set(key, guest);
    this.#countByAddress.set(address, (this.#countByAddress.get(address) ?? 0) + 1);
    return true;
  }

  /** Somebody signed in on a connection: it is not cut for others any more. */
  signedIn(remoteAddress: string | undefined, remotePort: number | undefined): void {
    this.#strangers.delete(keyOf(remoteAddress, remotePort));
  }

  leave(key: string): void {
    const guest = this.#guests.get(key);
    if (guest === undefined) return;
    this.#guests.delete(key);
    this.#strangers.delete(key);
    const left = (this.#countByAddress.get(guest.address) ?? 1) - 1;
    if (left === 0) this.#countByAddress.delete(guest.address);
    else this.#countByAddress.set(guest.address, left);
  }

  /** Who has to go before one more from this address may come in: nobody, a stranger, or the newcomer itself. */
  #requireLeaver(address: string): string | undefined {
    const { perAddress, total } = this.#limits;
    const isCrowded = (this.#countByAddress.get(address) ?? 0) >= perAddress && this.#counts(address);
    if (!isCrowded && this.#guests.size < total) return undefined;
    for (const [key, stranger] of this.#strangers) {
      if (!isCrowded || stranger.address === address) return key;
    }
    return theNewcomer;
  }

  #counts(address: string): boolean {
    return this.#limits.loopbackCounts || !isLoopback(address);
  }

  #cut(key: string): void {
    const guest = this.#guests.get(key);
    this.leave(key);
    this.#onCut();
    guest?.socket.destroy();
  }
}

function keyOf(remoteAddress: string | undefined, remotePort: number | undefined): string {
  return `${remoteAddress} ${remotePort}`;
}
