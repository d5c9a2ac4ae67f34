// Who is refused a socket, before there is a WebSocket and by the handshake on it, and how that is said. Called by the socket transport.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorAnswer, RequestError } from '../../protocol/error-codes.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { type Handshake, handshakeSchema } from '../../protocol/connection/signalling.ts';
import { isKnownHost, isSameOrigin, type KnownNames } from './host-names.ts';

/** Where socket.io's client looks for a server. */
const path = '/socket.io/';

/** Why a request for a socket is refused, as HTTP's status line has it; `undefined` when it is one of a client of ours. */
export function refusalOf(
  request: IncomingMessage,
  names: KnownNames,
  scheme: 'https' | 'http' | undefined,
): string | undefined {
  const url = URL.canParse(request.url ?? '', 'ws://any')
    ? new URL(request.url ?? '', 'ws://any')
    : undefined;
  if (url?.pathname !== path) return '404 Not Found';
  const { searchParams } = url;
  const isFresh = searchParams.get('transport') === 'websocket' && !searchParams.has('sid');
  if (searchParams.get('EIO') !== '4' || !isFresh) return '400 Bad Request';
  const { host, origin } = request.headers;
  const { localAddress, localPort } = request.socket;
  const arrival = { host, localAddress, localPort, isTls: 'encrypted' in request.socket };
  if (!isKnownHost(arrival, names)) return '421 Misdirected Request';
  // Browsers name the page that opens a socket: only pages of this server may. Other programs name none.
  return isSameOrigin(origin, arrival, scheme) ? undefined : '403 Forbidden';
}

/** Answers with the status, and closes. */
export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}

/** Version first, so that an old client is told so whatever else has changed. @throws RequestError */
export function readHandshake(auth: unknown): Handshake {
  const version: unknown = (auth as Partial<Handshake>).protocolVersion;
  if (version !== undefined && version !== protocolVersion) throw new RequestError('version-mismatch');
  const handshake = handshakeSchema.safeParse(auth);
  if (!handshake.success) throw new RequestError('bad-request');
  return handshake.data;
}

/** The form in which socket.io hands an error to the client: as `data` of its `connect_error`. */
export function asConnectError(answer: ErrorAnswer): Error {
  return Object.assign(new Error(answer.code), { data: answer });
}
