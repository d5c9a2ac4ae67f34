// The connection between a window and the server: whether it stands, and what it suffers from. Combined in requests.ts.
import * as z from 'zod/mini';
import { emptyObject, perAccount, type RequestTable } from '../request-rule.ts';
import { connectionQualitySchema } from '../room/roster.ts';

export const connectionRequests = {
  /** Does nothing: the answer tells that the way to the server stands. Asked when there is reason to doubt it. */
  'connection:check': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 60),
    input: emptyObject,
    output: emptyObject,
  },
  /** What one's own connection suffers from, for the others to see; without `trouble` it is good. Said when it changes. */
  'connection:report': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: z.object({ trouble: z.optional(connectionQualitySchema) }),
    output: emptyObject,
  },
} as const satisfies RequestTable<'connection'>;
