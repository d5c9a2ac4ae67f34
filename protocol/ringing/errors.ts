// Refusals of calls out of a conversation. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const ringingErrors = {
  'ring-contacts-only': {
    meaning: 'Only contacts and members of a group can be rung.',
    effect: 'answer',
    status: 403,
  },
  'ring-group-too-large': {
    meaning: 'In a group of this size only its owner and its admins can ring all members.',
    effect: 'answer',
    status: 403,
  },
  'ring-over': { meaning: 'This call does not ring any more.', effect: 'answer', status: 410 },
} as const satisfies Record<string, ErrorEntry>;
