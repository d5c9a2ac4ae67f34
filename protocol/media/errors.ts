// Refusals of media. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const mediaErrors = {
  'source-already-on': { meaning: 'This source is already on.', effect: 'answer', status: 409 },
  'no-such-producer': {
    meaning: 'The producer does not exist in this room or is not yours.',
    effect: 'answer',
    status: 404,
  },
  'no-such-consumer': {
    meaning: 'The consumer does not exist or is not yours.',
    effect: 'answer',
    status: 404,
  },
  'cannot-consume': { meaning: 'Your side cannot receive this source.', effect: 'answer', status: 409 },
  'media-rejected': { meaning: 'The media worker refused these parameters.', effect: 'answer', status: 400 },
  'limit-reached': {
    meaning: 'You have as many of these as one peer may have.',
    effect: 'answer',
    status: 409,
  },
  'media-unavailable': {
    meaning: 'No media worker is running; try again in a few seconds.',
    effect: 'answer',
    status: 503,
  },
  'media-given-up': {
    meaning:
      'The media workers died again and again and were given up; the operator has to restart the server.',
    effect: 'answer',
    status: 503,
  },
} as const satisfies Record<string, ErrorEntry>;
