// What a client makes of a password before it sends it; the accounts command does the same for the operator.
import { createHash, randomBytes } from 'node:crypto';
import type { NewPassword, SaltedDigest } from '../../features/sign-in/accounts.ts';

/** The password with a new salt for each of the two logins. */
export function digestPassword(password: string): NewPassword {
  return { ...saltAndDigest(password), nicknameDigest: saltAndDigest(password) };
}

/** A new salt, and MD5(salt + password) over UTF-8, in lower-case hexadecimal digits each. */
function saltAndDigest(password: string): SaltedDigest {
  const salt = randomBytes(16).toString('hex');
  const digest = createHash('md5')
    .update(salt + password.normalize('NFC'))
    .digest('hex');
  return { salt, digest };
}
