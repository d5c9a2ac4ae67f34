// Opens the HTTP port and says under which addresses people reach it. Called by main.
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Certificate } from './certificate.ts';
import type { Config } from '../config/config.ts';
import { SettingError } from '../config/setting-error.ts';

/**
 * Listens, and returns the line that tells the operator where.
 * @param addresses of this machine that are listened on
 * @throws SettingError when the port is taken or forbidden, or the host is no address of this machine
 */
export async function listen(
  app: FastifyInstance,
  config: Config,
  certificate: Certificate | undefined,
  addresses: readonly string[],
): Promise<string> {
  const { host, port } = config;
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw toSettingError(error, host, port);
  }
  const bound = (app.server.address() as AddressInfo).port;
  const urls = planUrls(certificate !== undefined, bound, addresses);
  const trust = certificate?.selfSigned
    ? ` (self-signed certificate, SHA-256 ${certificate.fingerprint})`
    : '';
  return `Plenum hosts at ${urls.join(' and ')}${trust}`;
}

/** The addresses to type into a browser, the ones of other machines first. Pure. */
export function planUrls(isTls: boolean, port: number, addresses: readonly string[]): string[] {
  const scheme = isTls ? 'https' : 'http';
  return addresses.map((address) => {
    const name = address === '127.0.0.1' ? 'localhost' : address;
    const suffix = port === (isTls ? 443 : 80) ? '' : `:${port}`;
    return `${scheme}://${name.includes(':') ? `[${name}]` : name}${suffix}`;
  });
}

function toSettingError(error: unknown, host: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    return new SettingError('PORT', String(port), 'a port that no other program uses');
  if (code === 'EACCES')
    return new SettingError('PORT', String(port), 'a port that this user may open, 1024 or higher');
  if (code === 'EADDRNOTAVAIL')
    return new SettingError('HOST', host, 'an address of this machine, or 0.0.0.0 for all');
  return error;
}
