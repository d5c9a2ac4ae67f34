// Refusals of contacts and profiles. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const peopleErrors = {
  'no-such-request': {
    meaning: 'There is no request of this person that waits for an answer.',
    effect: 'answer',
    status: 404,
  },
  'not-a-contact': { meaning: 'This person is no contact of the account.', effect: 'answer', status: 409 },
  'person-blocked': {
    meaning: 'The account has blocked this person.',
    effect: 'answer',
    status: 409,
  },
  'too-many-requests': {
    meaning: 'Too many contact requests of the account were not accepted yet; try again after retryAfterMs.',
    effect: 'answer',
    status: 429,
  },
  oneself: { meaning: 'This is the account itself.', effect: 'answer', status: 409 },
  'nickname-changed-too-often': {
    meaning: 'The account has changed its nickname too often; try again after retryAfterMs.',
    effect: 'answer',
    status: 429,
  },
  'picture-invalid': {
    meaning: 'This is no JPEG, PNG or WebP that can be opened.',
    effect: 'answer',
    status: 400,
  },
  'search-too-short': {
    meaning: 'A nickname is looked for by at least two characters, or one Chinese one.',
    effect: 'answer',
    status: 400,
  },
} as const satisfies Record<string, ErrorEntry>;
