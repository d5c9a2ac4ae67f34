// How requests, answers and notices travel on the socket: typed events for socket.io, and the handshake.
import * as z from 'zod/mini';
import type { ErrorAnswer } from './error-codes.ts';
import type { NoticeBody, NoticeName } from './notices.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from './requests.ts';

/** Exactly one of these is acknowledged for every request. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorAnswer };

export type ClientEvents = {
  [N in RequestNameOf<'socket'>]: (
    input: RequestInput<N>,
    reply: (answer: Reply<RequestOutput<N>>) => void,
  ) => void;
};

export type ServerEvents = { [N in NoticeName]: (body: NoticeBody<N>) => void };

/** What a client says when it opens the socket (socket.io's `auth`). */
export const handshakeSchema = z.object({
  protocolVersion: z.int(),
  ticket: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Drawn once per window; the same one within the grace time takes its place in the room up again. */
  clientId: z.string().check(z.regex(/^[\w-]{8,64}$/)),
});
export type Handshake = z.infer<typeof handshakeSchema>;
