// Notices of the session and the server, in past tense. A part of the table of notices.
import * as z from 'zod/mini';

export const connectionNotices = {
  /** The session was revoked; this connection is closed. */
  'session:ended': z.object({}),
  /** The server will go down: no new meetings begin, running ones go on for at most so many milliseconds. */
  'server:draining': z.object({ leftMs: z.int().check(z.minimum(0)) }),
  /** The server is going down. */
  'server:closing': z.object({}),
} as const satisfies Record<string, z.ZodMiniType>;
