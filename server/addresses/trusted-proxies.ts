// Who asks, where a reverse proxy passes requests on: its word is taken only from the addresses in TRUSTED_PROXIES. Used by both transports.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressOf } from './client-address.ts';

/** What of a request says where it comes from. */
type Origin = Pick<IncomingMessage, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** Hops that are looked at; more are no deployment's. */
const hopsMax = 20;

export class TrustedProxies {
  readonly #addresses: ReadonlySet<string>;
  readonly #onUntrusted: (address: string) => void;
  /** Told already. */
  readonly #untrusted = new Set<string>();

  /**
   * @param addresses of proxies, exact
   * @param onUntrusted told once of each address of this machine or a private network that passes requests on without being trusted
   */
  constructor(addresses: readonly string[], onUntrusted: (address: string) => void = () => undefined) {
    this.#addresses = new Set(addresses.map(plainAddress));
    this.#onUntrusted = onUntrusted;
  }

  /** Whether a connection comes from a proxy, and says nothing of who asks. */
  isProxy(remoteAddress: string | undefined): boolean {
    return this.#addresses.has(plainAddress(remoteAddress ?? ''));
  }

  /** Whether one that is not trusted was seen. */
  get sawUntrusted(): boolean {
    return this.#untrusted.size > 0;
  }

  /**
   * The client's address, in the form in which it is counted. X-Forwarded-For is read from the right, as far as the proxies are
   * trusted: the client itself may have written what stands further left.
   */
  clientOf({ socket, headers }: Origin): string {
    const forwarded = headers['x-forwarded-for'];
    if (forwarded === undefined) return addressOf(socket.remoteAddress);
    if (!this.isProxy(socket.remoteAddress)) {
      this.#noteUntrusted(plainAddress(socket.remoteAddress ?? ''));
      return addressOf(socket.remoteAddress);
    }
    const hops = String(forwarded).split(',').slice(-hopsMax).map(plainAddress).toReversed();
    const client = hops.find((hop) => !this.#addresses.has(hop));
    return addressOf(client === undefined || isIP(client) === 0 ? socket.remoteAddress : client);
  }

  /** `https` or `http` as a trusted proxy says its client asked by; `undefined` where none says so. */
  schemeOf({ socket, headers }: Origin): 'https' | 'http' | undefined {
    if (!this.isProxy(socket.remoteAddress)) return undefined;
    const said = String(headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
      .toLowerCase();
    return said === 'https' || said === 'http' ? said : undefined;
  }

  #noteUntrusted(address: string): void {
    if (!isNearby(address) || this.#untrusted.has(address)) return;
    if (this.#untrusted.size >= 100) return;
    this.#untrusted.add(address);
    this.#onUntrusted(address);
  }
}

/** Without brackets, port, zone and the prefix of an IPv4 address in IPv6. */
export function plainAddress(text: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text.trim())?.[1] ?? text.trim();
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare)?.[1] ?? bare;
  return withoutPort
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
}

/** Whether an address is this machine's or of a private network, as a proxy's usually is: anybody may send the header. */
function isNearby(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/.test(address);
}
