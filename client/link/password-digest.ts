// What leaves this machine instead of a password: MD5(salt + password), the wire form of sign-in (ARCHITECTURE, decision 8).
import { md5 } from 'hash-wasm';

/** 32 lower-case hexadecimal digits of MD5 over the UTF-8 bytes of salt and password. */
export function digestPassword(salt: string, password: string): Promise<string> {
  return md5(salt + password.normalize('NFC'));
}

/** The password with a salt that nothing else has: what one login of an account is checked with from now on. */
export async function saltAndDigest(password: string): Promise<{ salt: string; digest: string }> {
  const salt = generateSalt();
  return { salt, digest: await digestPassword(salt, password) };
}

/** A new salt: 16 random bytes as 32 lower-case hexadecimal digits. */
export function generateSalt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
