// What the protocol says of one request, and the words in which the tables of requests (account-requests.ts and so on) say it.
import * as z from 'zod/mini';
import type { Pace } from './limits.ts';

/** Which way a request comes in: account requests over HTTP, everything in a meeting over the socket. */
export type Transport = 'http' | 'socket';
/** What the caller must be before the handler runs. */
export type Auth = 'none' | 'account' | 'room' | 'host';
/**
 * A budget: `points` requests per `seconds`, counted per `account`, or per `address` and its networks where the caller is not signed in.
 * What an account asks keeps to a pace besides, which all its requests of that pace share, and which is spent by what a request
 * costs.
 */
export type Rate =
  | { readonly points: number; readonly seconds: number; readonly per: 'address' }
  | {
      readonly points: number;
      readonly seconds: number;
      readonly per: 'account';
      readonly pace: Pace;
      /** What there is only so much of, counted per address too; without it only the pace counts addresses. */
      readonly scarce?: Scarce;
    };

/** How much of what is scarce there is, in the seconds of its rate. */
export interface Scarce {
  /** Of an account that was made within a day, in place of `points`. */
  readonly young: number;
  /** Of all accounts at one address together, its wider networks in proportion. */
  readonly address: number;
  /** Of an account, whatever others did at its address. */
  readonly always: number;
}

export interface RequestRule {
  readonly transport: Transport;
  readonly auth: Auth;
  readonly rate: Rate;
  /** A list in the input; each distinct entry costs as much as one request. Without it a request costs 1. */
  readonly costsPer?: string;
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
}

/** The requests of one subject. Each is named after it, so that no two tables can name the same one. */
export type RequestTable<Subject extends string> = Readonly<Record<`${Subject}:${string}`, RequestRule>>;

export const perAddress = (points: number, seconds: number): Rate => ({ points, seconds, per: 'address' });
export const perAccount = (points: number, seconds: number, pace: Pace = 'own'): Rate => ({
  points,
  seconds,
  per: 'account',
  pace,
});
/** What there is only so much of, whatever is asked of it: less for accounts of today, and per address since accounts cost nothing. */
export const perAccountScarce = (
  points: number,
  scarce: Scarce,
  seconds: number,
  pace: Pace = 'own',
): Rate => ({
  points,
  seconds,
  per: 'account',
  pace,
  scarce,
});

/** What a request costs: 1, or as much as there is in the list that its rule names. @param input as it came, unchecked */
export function costOf({ costsPer }: RequestRule, input: unknown): number {
  if (costsPer === undefined || typeof input !== 'object' || input === null) return 1;
  const list: unknown = (input as Readonly<Record<string, unknown>>)[costsPer];
  return Array.isArray(list) ? Math.max(1, new Set(list).size) : 1;
}

/** A list in which what stands twice stands once. */
export const setOf = <T extends z.ZodMiniType>(
  entry: T,
  max: number,
  keyOf: (value: z.output<T>) => unknown,
) =>
  z.array(entry).check(
    z.minLength(1),
    z.maxLength(max),
    z.overwrite((entries) => [...new Map(entries.map((value) => [keyOf(value), value])).values()]),
  );

/** The form of a question that asks nothing more, and of an answer that tells no more than that it was done. */
export const emptyObject = z.object({});
