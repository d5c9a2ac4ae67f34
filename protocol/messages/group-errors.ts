// Refusals of groups. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const groupErrors = {
  'not-group-owner': {
    meaning: 'Only the owner of the group may do this.',
    effect: 'answer',
    status: 403,
  },
  'muted-in-group': {
    meaning: 'The account may not write in this group until retryAfterMs have passed.',
    effect: 'answer',
    status: 403,
  },
  'no-such-group': {
    meaning: 'There is no group of this id that the account may ask about.',
    effect: 'answer',
    status: 404,
  },
  'no-such-group-link': {
    meaning: 'No link into a group has this secret, or it was revoked or is over.',
    effect: 'answer',
    status: 404,
  },
  'no-such-application': {
    meaning: 'No application or invitation of this kind waits for an answer.',
    effect: 'answer',
    status: 404,
  },
  'application-refused': {
    meaning: 'The group refused an application of this account some days ago.',
    effect: 'answer',
    status: 403,
  },
} as const satisfies Record<string, ErrorEntry>;
