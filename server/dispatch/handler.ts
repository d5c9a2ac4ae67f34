// What a handler is: one function per request of the protocol's table, given a checked input and a known caller.
import type { RequestInput, RequestName, RequestOutput, requests } from '../../protocol/requests.ts';

/** A caller of either transport. */
export interface Caller {
  /** IP address of the other end, as the transport saw it. */
  readonly address: string;
  /** What the program at the other end says it is; only over HTTP, and only of a caller that shows no session. */
  readonly userAgent?: string | undefined;
}

/** A caller with a valid session. */
export interface AccountCaller extends Caller {
  readonly accountId: string;
  readonly nickname: string;
  /** Milliseconds since the epoch. */
  readonly registeredAtMs: number;
  /** Whether the nickname looks like that of an older account. */
  readonly looksLikeOlder: boolean;
  /** The session whose token or ticket was shown; not the token itself. */
  readonly sessionId: string;
}

/** A signed-in account on a socket. */
export interface SocketCaller extends AccountCaller {
  /** Drawn by the window; tells a reconnecting one from a second one. */
  readonly clientId: string;
  /** The address of this machine at which the socket came in; a proxy's way to it where there is one. */
  readonly arrivedAt: string;
}

/** A signed-in account that is in a room. */
export interface PeerCaller extends SocketCaller {
  readonly peerId: string;
}

type Rule<N extends RequestName> = (typeof requests)[N];

/** The caller that dispatch guarantees to the handler of a request, by its rule's `transport` and `auth`. */
export type CallerOf<N extends RequestName> = Rule<N>['auth'] extends 'room' | 'host'
  ? PeerCaller
  : Rule<N>['transport'] extends 'socket'
    ? SocketCaller
    : Rule<N>['auth'] extends 'account'
      ? AccountCaller
      : Caller;

/** Handlers for some requests; together they must cover the whole table or `createApp` does not compile. */
export type Handlers<N extends RequestName = RequestName> = {
  readonly [K in N]: (input: RequestInput<K>, caller: CallerOf<K>) => Promise<RequestOutput<K>>;
};
