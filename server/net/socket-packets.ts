// The frames of the socket: Engine.IO 4 and Socket.IO 5, as far as this server's clients speak them. Pure; used by socket-line.
import type { ErrorAnswer } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import { type Reply, severalNotices } from '../../protocol/signalling.ts';

/** What a client says. */
export type Packet =
  /** It is there. */
  | { readonly kind: 'pong' }
  /** It wants to come in and shows this. */
  | { readonly kind: 'connect'; readonly auth: unknown }
  /** Its window leaves. */
  | { readonly kind: 'leave' }
  /** It asks something; without a number it wants no answer. */
  | {
      readonly kind: 'event';
      readonly id: number | undefined;
      readonly name: unknown;
      readonly input: unknown;
    };

/** What the server says first: how the line is kept. Times in milliseconds, the largest frame in bytes. */
export interface LineTerms {
  readonly sid: string;
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload: number;
}

export const pingFrame = '2';
/** The server closes the socket on purpose. */
export const farewellFrame = '41';

/** An event, with the digits of its number: more than 15 are no exact number any more. */
const eventForm = /^42(\d{0,15})(?=\[)/;

/**
 * @param frame the text of one WebSocket message
 * @returns `undefined` for everything that no client of this server says: other namespaces, binary parts, acknowledgements,
 *   changes of transport, and what is broken
 */
export function readPacket(frame: string): Packet | undefined {
  if (frame === '3') return { kind: 'pong' };
  if (frame === '41') return { kind: 'leave' };
  try {
    return frame.startsWith('40') ? readConnect(frame.slice(2)) : readEvent(frame);
  } catch {
    return undefined;
  }
}

export function openFrame(terms: LineTerms): string {
  return `0${JSON.stringify({ ...terms, upgrades: [] })}`;
}

export function connectedFrame(sid: string): string {
  return `40${JSON.stringify({ sid })}`;
}

/** The client finds the answer as `data` of its `connect_error`. */
export function refusedFrame(answer: ErrorAnswer): string {
  return `44${JSON.stringify({ message: answer.code, data: answer })}`;
}

/** @param notices at least one, in order; several are one event that lists them */
export function noticesFrame(notices: readonly Notice[]): string {
  const [only, ...others] = notices;
  const event = others.length === 0 ? [only?.name, only?.body] : [severalNotices, notices];
  return `42${JSON.stringify(event)}`;
}

/** @param id the number of the event that is answered */
export function replyFrame(id: number, reply: Reply<unknown>): string {
  return `43${id}${JSON.stringify([reply])}`;
}

/** @throws SyntaxError when it is no JSON */
function readConnect(json: string): Packet | undefined {
  const auth: unknown = json === '' ? {} : JSON.parse(json);
  return typeof auth === 'object' && auth !== null ? { kind: 'connect', auth } : undefined;
}

/** @throws SyntaxError when it is no JSON */
function readEvent(frame: string): Packet | undefined {
  const [head, digits] = eventForm.exec(frame) ?? [];
  if (head === undefined) return undefined;
  const [name, input] = JSON.parse(frame.slice(head.length)) as unknown[];
  return name === undefined
    ? undefined
    : { kind: 'event', id: digits === '' ? undefined : Number(digits), name, input };
}
