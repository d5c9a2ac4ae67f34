// Decides whether a server's certificate will do: trusted by the system, or the one that a person compared once. Pure; used by
// the probe and the guard of the meeting's session.
import type { KnownServer } from '../../ipc.ts';

/** What a server showed. */
export interface SeenCertificate {
  /** SHA-256 of the whole certificate, 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Whether the system trusts it for the name that was asked for. */
  readonly isTrusted: boolean;
}

export type CertificateVerdict =
  | { readonly kind: 'accept' }
  /** The person did not compare its fingerprint yet. */
  | { readonly kind: 'unknown' }
  /** Not the pinned one: a new certificate of the same server, or an attacker in between. */
  | { readonly kind: 'changed'; readonly pinned: string };

/**
 * What the system trusts passes whatever is pinned, since an operator may move from a self-signed certificate to a real one. A
 * pin stands for itself: name and dates of a certificate that a person compared are not looked at.
 * @param pins fingerprints that were compared before, none or several
 */
export function judgeCertificate(seen: SeenCertificate, pins: readonly string[]): CertificateVerdict {
  if (seen.isTrusted || pins.includes(seen.fingerprint)) return { kind: 'accept' };
  const [pinned] = pins;
  return pinned === undefined ? { kind: 'unknown' } : { kind: 'changed', pinned };
}

/**
 * The pins of all servers on a host. Electron names the host of a certificate and not the port, so two servers on one host may
 * show each other's: their operator is the same, and a stranger has the key of neither. Connecting is stricter: there the
 * address is known, and only its own pin counts.
 * @param hostname as Electron gives it, an IPv6 address without brackets
 */
export function pinsOfHost(servers: readonly KnownServer[], hostname: string): string[] {
  return servers.flatMap(({ origin, fingerprint }) =>
    fingerprint !== undefined && hostOf(origin) === hostname ? [fingerprint] : [],
  );
}

/** The host of an origin, an IPv6 address without brackets. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '');
}

/**
 * @param text as Electron writes it: `sha256/` and the digest in base64
 * @returns 64 lower-case hexadecimal digits; `undefined` for any other form
 */
export function readFingerprint(text: string): string | undefined {
  const base64 = /^sha256\/([A-Za-z0-9+/]{43}=)$/.exec(text)?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}
