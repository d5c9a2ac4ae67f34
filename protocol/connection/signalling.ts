// How requests and notices travel on the socket: each is an event of its name; the answers, several notices at once, the handshake.
import * as z from 'zod/mini';
import type { ErrorAnswer } from '../error-codes.ts';
import { text } from '../text.ts';

/** The acknowledgement of a request's event, exactly one each; its argument is the input. A notice's argument is its body. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorAnswer };

/** The event whose argument is a list of notices, in order: what happened almost at the same time travels together. */
export const noticeBatch = 'several';

/** What a client says when it opens the socket (socket.io's `auth`). */
export const handshakeSchema = z.object({
  protocolVersion: z.int(),
  ticket: text(128).check(z.minLength(1)),
  /** Drawn once per window; the same one within the grace time takes its place in the room up again. */
  clientId: z.string().check(z.regex(/^[\w-]{8,64}$/)),
  /** The window outlives its page: one that ends without a word crashed or is loaded again, and will be back. */
  survivesReload: z.optional(z.boolean()),
});
export type Handshake = z.infer<typeof handshakeSchema>;
