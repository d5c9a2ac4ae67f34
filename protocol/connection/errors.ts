// Refusals of sessions and connections. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const connectionErrors = {
  'not-signed-in': { meaning: 'Sign in first.', effect: 'answer', status: 401 },
  'ticket-invalid': {
    meaning: 'The ticket is unknown, used or expired; ask for a new one.',
    effect: 'close',
    status: 401,
  },
  'version-mismatch': {
    meaning: 'Client and server speak different versions; reload the client.',
    effect: 'close',
    status: 426,
  },
  'too-many-connections': {
    meaning: 'The account is open in as many windows and devices as it may be; close one of them.',
    effect: 'answer',
    status: 429,
  },
  'server-draining': {
    meaning: 'The server is about to stop: no new meetings begin, running ones go on.',
    effect: 'answer',
    status: 503,
  },
} as const satisfies Record<string, ErrorEntry>;
