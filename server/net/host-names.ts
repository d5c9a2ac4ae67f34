// Under which host names a request may come: a foreign page whose name resolves to this machine is refused. Pure; used by
// both transports.
import { isIP } from 'node:net';
import { isLoopback } from '../addresses/loopback.ts';

/** How a request came in. */
export interface Arrival {
  /** Its `Host`. */
  readonly host: string | undefined;
  /** This machine's end of the connection. */
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
  /** Whether the connection itself is encrypted. */
  readonly isTls: boolean;
}

export interface KnownNames {
  /** PUBLIC_NAMES: when there are any, people come by no other name. */
  readonly publicNames: readonly string[];
  /** By which this machine is known besides: its host name, ANNOUNCED_ADDRESS. */
  readonly ownNames: readonly string[];
}

/**
 * Addresses and `localhost` always, since no foreign page has such a name. Other names:
 * - with PUBLIC_NAMES those alone;
 * - over loopback, which only programs of this machine and a proxy on it reach, with the port that is listened on: own names
 *   alone. A proxy has another port, so any name passes through it without a setting; a browser led here has this one;
 * - else any: which name leads to this machine in its network is not known here, and over TLS the certificate says it.
 */
export function isKnownHost(
  { host = '', localAddress = '', localPort, isTls }: Arrival,
  names: KnownNames,
): boolean {
  const { name, port } = splitHost(host, isTls);
  if (name === '' || isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return true;
  const isOneOf = (list: readonly string[]): boolean => list.some((known) => known.toLowerCase() === name);
  if (names.publicNames.length > 0) return isOneOf(names.publicNames);
  const isDirect = isLoopback(localAddress) && port === localPort;
  return !isDirect || isTls || isOneOf(names.ownNames);
}

/**
 * Whether a page may open a socket here: one of this server, by name, port and scheme. Programs that are no browser name no page.
 * @param origin as in the header
 * @param forwardedProto what a proxy says of the scheme by which it was asked
 */
export function isSameOrigin(
  origin: string | undefined,
  { host, isTls }: Pick<Arrival, 'host' | 'isTls'>,
  forwardedProto: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  const said = forwardedProto?.split(',')[0]?.trim().toLowerCase();
  // A proxy that does not say how it was asked may have been asked either way.
  const schemes = isTls ? ['https'] : said === undefined ? ['http', 'https'] : [said];
  return page.host === host && schemes.includes(page.protocol.replace(/:$/, ''));
}

function splitHost(host: string, isTls: boolean): { name: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(host) ?? [];
  const name = (bracketed ?? plain ?? host).toLowerCase().replace(/\.$/, '');
  return { name, port: port === undefined ? (isTls ? 443 : 80) : Number(port) };
}
