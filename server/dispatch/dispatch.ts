// The one way from a transport to a handler: every request of both transports passes here and gets exactly one answer.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type ErrorAnswer, errorTable, RequestError } from '../../protocol/error-codes.ts';
import {
  type Transport,
  isRequestName,
  type RequestName,
  requests,
  type RequestRule,
} from '../../protocol/requests.ts';
import { costOf } from '../../protocol/request-rule.ts';
import type { Reply } from '../../protocol/connection/signalling.ts';
import type { Peer } from '../../rooms/room.ts';
import type { AccountCaller, Caller, Handlers, SocketCaller } from './handler.ts';
import type { Budgets } from './budgets.ts';
import type { Metrics } from '../observe/metrics.ts';
import { isYoung } from '../limits/young-accounts.ts';

/** The caller, as far as the transport knows them. */
export interface RequestContext {
  readonly transport: Transport;
  readonly address: string;
  /** What the program at the other end says it is. */
  readonly userAgent?: string | undefined;
  /** The account, or `undefined` when not signed in; called only for requests that need it. */
  readonly identify: () => Promise<AccountCaller | SocketCaller | undefined>;
}

export interface DispatchParts {
  readonly handlers: Handlers;
  readonly budgets: Budgets;
  /** The peer that a caller's window has in a room. */
  readonly peerOf: (caller: AccountCaller | SocketCaller) => Peer | undefined;
  readonly metrics: Metrics;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Answers one request; `close` says that its transport should close. Never throws. */
export type Dispatch = (
  visitor: RequestContext,
  name: unknown,
  input: unknown,
) => Promise<{ readonly reply: Reply<unknown>; readonly close: boolean }>;

/**
 * The checks of a request, in this order; the first that fails answers: a known name; the right transport; signed in; not too
 * often (before the form is looked at: what is malformed costs its sender's budget too); the form of its schema; in a
 * room; host of it. Then the handler decides.
 */
export function createDispatch(parts: DispatchParts): Dispatch {
  return async (visitor, name, input) => {
    const counted = isRequestName(name) ? name : 'unknown';
    try {
      const value = await pass(parts, visitor, name, input);
      parts.metrics.countRequest(counted, 'ok');
      return { reply: { ok: true, value }, close: false };
    } catch (error) {
      const answer = toErrorAnswer(error, parts.log.child({ request: counted }));
      parts.metrics.countRequest(counted, answer.code);
      return { reply: { ok: false, error: answer }, close: errorTable[answer.code].effect === 'close' };
    }
  };
}

/** What a caller may know of an error; one that is not theirs is logged under the id they get. */
export function toErrorAnswer(error: unknown, log: Logger): ErrorAnswer {
  if (error instanceof RequestError && errorTable[error.code].effect !== 'log') return error.toAnswer();
  const id = randomUUID();
  log.error({ err: error, id }, 'a request failed by our mistake');
  return { code: 'internal', id };
}

async function pass(
  parts: DispatchParts,
  visitor: RequestContext,
  name: unknown,
  input: unknown,
): Promise<unknown> {
  if (!isRequestName(name) || requests[name].transport !== visitor.transport)
    throw new RequestError('unknown-request');
  const rule: RequestRule = requests[name];
  const account = rule.auth === 'none' ? undefined : await visitor.identify();
  if (rule.auth !== 'none' && account === undefined) throw new RequestError('not-signed-in');
  const spender = {
    address: visitor.address,
    accountId: account?.accountId,
    isYoung: account !== undefined && isYoung(account.registeredAtMs, parts.now()),
  };
  await parts.budgets.spend(name, spender, costOf(rule, input));
  const checked = checkInput(rule, input);
  return call(parts.handlers, name, checked, identifyCaller(parts, rule, visitor, account));
}

function checkInput(rule: RequestRule, input: unknown): unknown {
  const result = rule.input.safeParse(input);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new RequestError('bad-request', path === '' ? {} : { field: path.slice(0, 128) });
}

function identifyCaller(
  parts: DispatchParts,
  rule: RequestRule,
  visitor: RequestContext,
  account: AccountCaller | SocketCaller | undefined,
): Caller {
  if (account === undefined) return { address: visitor.address, userAgent: visitor.userAgent };
  if (rule.auth !== 'room' && rule.auth !== 'host') return account;
  const peer = parts.peerOf(account);
  if (peer === undefined) throw new RequestError('not-in-room');
  if (rule.auth === 'host' && peer.room.hostPeerId !== peer.peerId) throw new RequestError('not-permitted');
  const caller: AccountCaller & { peerId: string } = { ...account, peerId: peer.peerId };
  return caller;
}

/** The table of rules gives each handler the input and caller it declares; the compiler cannot follow that by name. */
function call(handlers: Handlers, name: RequestName, input: unknown, caller: Caller): Promise<unknown> {
  const handler = handlers[name] as (input: unknown, caller: Caller) => Promise<unknown>;
  return handler(input, caller);
}
