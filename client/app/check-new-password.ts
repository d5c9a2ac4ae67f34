// Whether a new password will do. Asked by the forms for their fields, and by the account controller before anything is sent.
import { passwordLength } from '../../protocol/limits.ts';

export type PasswordComplaint = 'password-too-short' | 'password-too-long' | 'passwords-differ';

/** What is wrong with a new password, typed twice; `undefined` when nothing is. Characters are counted, not code units. */
export function checkNewPassword(password: string, confirm: string): PasswordComplaint | undefined {
  const length = Array.from(password).length;
  if (length < passwordLength.min) return 'password-too-short';
  if (length > passwordLength.max) return 'password-too-long';
  return password === confirm ? undefined : 'passwords-differ';
}
