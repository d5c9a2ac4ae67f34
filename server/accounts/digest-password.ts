// What a client makes of a password before it sends it; the accounts command does the same for the operator.
import { createHash, randomBytes } from 'node:crypto';

/** A new salt, and MD5(salt + password) over UTF-8, in lower-case hexadecimal digits each. */
export function digestPassword(password: string): { readonly salt: string; readonly digest: string } {
  const salt = randomBytes(16).toString('hex');
  const digest = createHash('md5')
    .update(salt + password.normalize('NFC'))
    .digest('hex');
  return { salt, digest };
}
