// Calls out of a conversation. Combined in requests.ts.
import * as z from 'zod/mini';
import { incomingRingSchema } from './model.ts';
import { emptyObject, perAccount, type RequestTable } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';

const ofRing = z.object({ ringId: idSchema });

export const ringingRequests = {
  /** Rings the other members of a conversation into the meeting that the caller is in. Asked again while it rings it is answered alike. */
  'ring:start': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 3600),
    input: z.object({ conversation: idSchema }),
    output: z.object({
      ringId: idSchema,
      /** How many accounts are rung. */
      rung: z.int().check(z.minimum(0)),
    }),
  },
  /** The caller gives up; it rings nowhere any more. */
  'ring:cancel': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(240, 3600),
    input: ofRing,
    output: emptyObject,
  },
  /** The account comes: its other devices ring no more. It enters the meeting as any other. */
  'ring:accept': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: ofRing,
    output: emptyObject,
  },
  'ring:decline': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: ofRing,
    output: emptyObject,
  },
  /** The calls that ring at the account now: for a device that has just connected. */
  'ring:read': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600, 'syncing'),
    input: emptyObject,
    output: z.object({ rings: z.array(incomingRingSchema).check(z.maxLength(20)) }),
  },
} as const satisfies RequestTable<'ring'>;
