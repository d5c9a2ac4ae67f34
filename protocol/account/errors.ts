// Refusals of accounts and signing in. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const accountErrors = {
  'wrong-credentials': {
    meaning: 'The account is unknown or the password is wrong.',
    effect: 'answer',
    status: 401,
  },
  'account-disabled': {
    meaning: 'This account was disabled by the operator.',
    effect: 'answer',
    status: 403,
  },
  'registration-closed': {
    meaning: 'This server takes no registrations; the operator adds accounts.',
    effect: 'answer',
    status: 403,
  },
  'invitation-needed': {
    meaning: 'Registration needs a valid invitation.',
    effect: 'answer',
    status: 403,
  },
  'phone-taken': { meaning: 'Another account has this phone number.', effect: 'answer', status: 409 },
  'nickname-taken': {
    meaning: 'Another account has this nickname, or one that looks like it.',
    effect: 'answer',
    status: 409,
  },
  'phone-invalid': {
    meaning: 'A phone number has 5 to 15 digits, with or without a leading +.',
    effect: 'answer',
    status: 400,
  },
  'nickname-invalid': {
    meaning: 'A nickname has 1 to 32 visible characters, is in one script and is not a phone number.',
    effect: 'answer',
    status: 400,
  },
} as const satisfies Record<string, ErrorEntry>;
