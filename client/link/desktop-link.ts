// Links that open a meeting in the desktop program: `plenum://host[:port]/12345?key=SECRET`. Written by the web client, read by
// the program, to which any page or message can hand one.
import type { Invitation } from './invitation.ts';

export interface DesktopLink extends Invitation {
  /** `https://host[:port]`, or `http:` for this machine. */
  readonly origin: string;
}

/** As much as a person could type as an address. */
const linkMax = 300;

/** The link in a text, or `undefined` when it is of any other form: nothing in it is guessed or repaired. */
export function readLink(text: string): DesktopLink | undefined {
  if (text.length > linkMax) return undefined;
  const match = /^plenum:\/\/([^/?#]+)\/(\d{5})(?:\?key=([\w-]{1,64}))?$/i.exec(text);
  const [, authority = '', number, secret] = match ?? [];
  const secure = originOf('https', authority);
  if (number === undefined || secure === undefined) return undefined;
  const origin = isLoopback(secure) ? originOf('http', authority) : secure;
  return origin === undefined ? undefined : { origin, number, ...(secret !== undefined && { secret }) };
}

/**
 * @param origin of the server, for example `location.origin`
 * @returns `undefined` where a link cannot say it: HTTPS on this machine, and plain HTTP elsewhere
 */
export function writeLink({ origin, number, secret }: DesktopLink): string | undefined {
  const host = origin.replace(/^https?:\/\//, '');
  const link = `plenum://${host}/${number}${secret === undefined ? '' : `?key=${secret}`}`;
  return readLink(link)?.origin === origin ? link : undefined;
}

/**
 * The origin that host and port name: in lower case, international names in their ASCII form.
 * @param authority `host[:port]` as it was typed
 * @returns `undefined` for everything that has two readings or hides where it leads: a user's name, a port that is none, a dot
 * at the end, an IP address in an unusual form (`12345` is one, and rather a room's number)
 */
export function originOf(scheme: 'https' | 'http', authority: string): string | undefined {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^\s:@%\\[\]]+)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (host === undefined || Number(port ?? 1) < 1) return undefined;
  const url = URL.parse(`${scheme}://${authority}`);
  if (url === null) return undefined;
  const isName =
    /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
  if (!host.startsWith('[') && !isName.test(url.hostname)) return undefined;
  const isNumeric = /^[\d.]+$/.test(url.hostname);
  return isNumeric && url.hostname !== host ? undefined : url.origin;
}

/** Whether an origin is on this machine, whose own traffic needs no TLS. */
export function isLoopback(origin: string): boolean {
  const host = URL.parse(origin)?.hostname ?? '';
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  );
}
