// The certificate the server shows: the operator's files, or a self-signed one kept in the data folder. Called by main.
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import type { TlsConfig } from '../config/config.ts';
import { SettingError } from '../config/setting-error.ts';

/** PEM texts, and whether browsers will ask people to trust them by hand. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly selfSigned: boolean;
  /** SHA-256 of the certificate, to compare by eye. */
  readonly fingerprint: string;
}

/** The longest that Apple's systems accept. */
const validDays = 825;
const dayMs = 24 * 60 * 60 * 1000;
/** A self-signed certificate is replaced when it ends sooner than this. */
const renewBeforeMs = 30 * dayMs;

/**
 * @param names addresses and host names that a self-signed certificate should be good for
 * @returns `undefined` when TLS is off
 * @throws SettingError when a file is missing, or certificate and key do not belong together
 */
export async function loadCertificate(
  tls: TlsConfig,
  dataDir: string,
  names: readonly string[],
): Promise<Certificate | undefined> {
  if (tls.kind === 'off') return undefined;
  if (tls.kind === 'self-signed') return loadSelfSigned(join(dataDir, 'tls'), names);
  const cert = await readPem('TLS_CERT', tls.certFile);
  const key = await readPem('TLS_KEY', tls.keyFile);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingError('TLS_CERT', tls.certFile, `a certificate that belongs to TLS_KEY (${why})`);
  }
  return { cert, key, selfSigned: false, fingerprint: fingerprintOf(cert) };
}

async function readPem(setting: 'TLS_CERT' | 'TLS_KEY', file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new SettingError(setting, file, `a PEM file that the server can read (${why})`);
  }
}

async function loadSelfSigned(dir: string, names: readonly string[]): Promise<Certificate> {
  const files = { cert: join(dir, 'certificate.pem'), key: join(dir, 'key.pem') };
  try {
    const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]);
    if (isGoodFor(cert, names)) return { cert, key, selfSigned: true, fingerprint: fingerprintOf(cert) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { cert, private: key } = await makeSelfSigned(names);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(files.key, key, { mode: 0o600 });
  await writeFile(files.cert, cert, { mode: 0o600 });
  return { cert, key, selfSigned: true, fingerprint: fingerprintOf(cert) };
}

function makeSelfSigned(names: readonly string[]): Promise<{ cert: string; private: string }> {
  const altNames = names.map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
  return generate([{ name: 'commonName', value: 'Plenum' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
}

function isGoodFor(cert: string, names: readonly string[]): boolean {
  const parsed = new X509Certificate(cert);
  const covers = (name: string): boolean =>
    (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined;
  return Date.parse(parsed.validTo) - Date.now() > renewBeforeMs && names.every(covers);
}

function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}
