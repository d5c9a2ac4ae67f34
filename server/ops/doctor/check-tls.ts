// Looks at the certificate: whether it is there, good for the announced names, and for how long. Called by the doctor command.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { loadCertificate } from '../../net/certificate.ts';
import type { Config } from '../../config/config.ts';
import { isLoopback } from '../../addresses/loopback.ts';
import { SettingError } from '../../config/setting-error.ts';
import { type Finding, note, ok, problem } from './finding.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Time enough to renew one by hand. */
const renewBeforeDays = 14;

/** @param addresses that the server listens on */
export async function checkTls(config: Config, addresses: readonly string[]): Promise<Finding> {
  const { tls, dataDir, announcedAddresses } = config;
  if (tls.kind === 'off') {
    return addresses.every(isLoopback)
      ? note('TLS', 'TLS is off and only this machine can open the client: set TLS=self-signed for others.')
      : problem(
          'TLS',
          'TLS is off, and browsers on other machines give no camera or microphone: set TLS=self-signed, or TLS_CERT and TLS_KEY.',
        );
  }
  const names = ['localhost', ...addresses, ...announcedAddresses];
  try {
    const certificate = await loadCertificate(tls, dataDir, names);
    return judgeCertificate(new X509Certificate(certificate?.cert ?? ''), announcedAddresses, Date.now());
  } catch (error) {
    if (error instanceof SettingError) return problem('TLS', error.message);
    throw error;
  }
}

export function judgeCertificate(
  certificate: X509Certificate,
  announcedAddresses: readonly string[],
  nowMs: number,
): Finding {
  const days = Math.floor((Date.parse(certificate.validTo) - nowMs) / dayMs);
  const uncovered = announcedAddresses.filter((name) => !covers(certificate, name));
  if (days < 0) return problem('TLS', `The certificate ended ${-days} days ago: renew it.`);
  if (Date.parse(certificate.validFrom) > nowMs)
    return problem('TLS', 'The certificate is not good yet: set the clock right, or get another one.');
  if (days < renewBeforeDays) return note('TLS', `The certificate ends in ${days} days: renew it.`);
  if (uncovered.length > 0)
    return note(
      'TLS',
      `The certificate is not good for ${uncovered.join(', ')}: open the client by a name it has.`,
    );
  return ok('TLS', `The certificate is good for ${days} more days.`);
}

function covers(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
}
