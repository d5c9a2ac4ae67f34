// Every request a client can make: form of question and answer, transport, what the caller must be, how often. Read by both sides.
import type * as z from 'zod/mini';
import { accountRequests } from './account/requests.ts';
import { connectionRequests } from './connection/requests.ts';
import { drawingRequests } from './drawing/requests.ts';
import { filesRequests } from './files/requests.ts';
import { mediaRequests } from './media/requests.ts';
import { groupRequests } from './messages/group-requests.ts';
import { markRequests } from './messages/mark-requests.ts';
import { messagesRequests } from './messages/requests.ts';
import { peopleRequests } from './people/requests.ts';
import type { Transport, RequestRule } from './request-rule.ts';
import { ringingRequests } from './ringing/requests.ts';
import { roomRequests } from './room/requests.ts';

export type { Transport, RequestRule };

/** The table of requests, by subject. A request without schema, rule or handler does not compile. */
export const requests = {
  ...accountRequests,
  ...connectionRequests,
  ...roomRequests,
  ...mediaRequests,
  ...drawingRequests,
  ...messagesRequests,
  ...markRequests,
  ...peopleRequests,
  ...filesRequests,
  ...groupRequests,
  ...ringingRequests,
} as const satisfies Record<string, RequestRule>;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;
/** The names whose requests come through one transport. */
export type RequestNameOf<D extends Transport> = {
  [N in RequestName]: (typeof requests)[N]['transport'] extends D ? N : never;
}[RequestName];

/** Whether a string names a request; the transport it must come through is checked by dispatch. */
export function isRequestName(value: unknown): value is RequestName {
  return typeof value === 'string' && Object.hasOwn(requests, value);
}

/**
 * The HTTP path of an account request: `account:sign-in` is `POST /api/account/sign-in`. The body is the input as JSON, the
 * token of the session goes into `Authorization: Bearer`; answered with the output as JSON, or with the error's status
 * (protocol/error-codes.ts) and `{"error": ErrorAnswer}`.
 */
export function httpPathOf(name: RequestNameOf<'http'>): string {
  return `/api/${name.replace(':', '/')}`;
}
