// What is wrong with a registration or a new password before anything is sent. Used by the forms.
import { normalizeNickname, normalizePhone } from '../../../protocol/account/identity.ts';
import { checkNewPassword } from '../../app/check-new-password.ts';
import type { Complaints } from '../state/use-form.ts';

export type PasswordField = 'password' | 'confirm';
export type RegistrationField = 'phone' | 'nickname' | PasswordField;

/** Whether a new password will do, and whether it was typed the same twice. */
export function checkPasswordFields(
  values: Readonly<Record<PasswordField, string>>,
): Complaints<PasswordField> {
  const complaint = checkNewPassword(values.password, values.confirm);
  if (complaint === undefined) return {};
  return complaint === 'passwords-differ' ? { confirm: complaint } : { password: complaint };
}

/** Every wrong field of a registration, each with its own complaint. */
export function checkRegistration(
  values: Readonly<Record<RegistrationField, string>>,
): Complaints<RegistrationField> {
  return {
    ...(normalizePhone(values.phone) === undefined && { phone: 'phone-invalid' as const }),
    ...(normalizeNickname(values.nickname) === undefined && { nickname: 'nickname-invalid' as const }),
    ...checkPasswordFields(values),
  };
}
