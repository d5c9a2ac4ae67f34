// Who may read the metrics: programs of this machine, and the holder of METRICS_TOKEN. Pure; asked by the HTTP transport.
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '../addresses/loopback.ts';

/** What of a request says who asks. */
export interface MetricsRequest {
  /** Where its connection comes from. */
  readonly remoteAddress: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a proxy adds to a request that it passes on: then the connection says nothing of who asks. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * A program of this machine asks this machine by a name of its own: a page in a browser whose name was led to loopback asks by
 * that name, and so does a proxy that passes its visitors' name on. With a token only its holder is let in, from everywhere:
 * that is for proxies that hide their visitors entirely.
 * @param token METRICS_TOKEN, `undefined` when there is none
 */
export function mayReadMetrics(
  { remoteAddress, headers }: MetricsRequest,
  token: string | undefined,
): boolean {
  const given = /^Bearer (\S{1,256})$/i.exec(String(headers['authorization'] ?? ''))?.[1];
  if (token !== undefined) return given !== undefined && isSame(given, token);
  const isPassedOn = proxyHeaders.some((name) => headers[name] !== undefined);
  return !isPassedOn && isLoopback(remoteAddress ?? '') && isLoopbackHost(String(headers['host'] ?? ''));
}

/** @param host as in the header, with or without a port */
function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name.toLowerCase() === 'localhost' || isLoopback(name);
}

/** In the same time for every guess. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
