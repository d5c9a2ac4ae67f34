// Refusals of attachments and uploads. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const filesErrors = {
  'no-such-attachment': {
    meaning: 'There is no attachment or upload of this id that the account may use.',
    effect: 'answer',
    status: 404,
  },
  'file-too-large': {
    meaning: 'The file is larger than an attachment may be.',
    effect: 'answer',
    status: 413,
  },
  'bad-file-name': {
    meaning: 'The name of the file is empty, too long, or holds characters that no name may.',
    effect: 'answer',
    status: 400,
  },
  'quota-reached': {
    meaning: 'The attachments of this account take as much space as they may.',
    effect: 'answer',
    status: 413,
  },
  'too-many-uploads': {
    meaning: 'The account has as many unfinished uploads as it may.',
    effect: 'answer',
    status: 429,
  },
  'upload-incomplete': {
    meaning: 'Not all bytes of this upload have arrived.',
    effect: 'answer',
    status: 409,
  },
  'disk-full': { meaning: 'The server has no space left for files.', effect: 'answer', status: 507 },
} as const satisfies Record<string, ErrorEntry>;
