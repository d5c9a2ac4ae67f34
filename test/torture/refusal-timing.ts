// How long wrong passwords and unknown accounts are thought about: if it told them apart, it would tell who has an account. In this
// process, without a network whose noise would hide a difference. Used by the command and by equal-refusals.test.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestError } from '../../protocol/error-codes.ts';
import { openDatabase } from '../../sql/open-database.ts';
import {
  type AccountSide,
  newAddress,
  openAccountSide,
  registerWith,
  signInWith,
} from '../helpers/account-client.ts';
import { superiorityError, superiorityOf } from '../helpers/superiority.ts';
import { type Check, none } from './check.ts';
import type { TortureTest } from './torture-test.ts';

/** Of each kind; thousands find smaller differences. */
const tries = { gate: 150, short: 150, long: 10_000 };
/** Each login stays below the failures that would make it wait, also once thousands of failures have made the server strict. */
const perLogin = 3;
/** A difference of so many standard errors does not come by chance once in a hundred thousand runs. */
export const errorsMax = 4.5;

export const refusalTiming: TortureTest = {
  id: 'refusal-timing',
  sentence:
    'Signs in with wrong passwords and with unknown logins, in turns (150 times each; in the long form 10,000), and ranks how long each took.',
  longMinutes: 18,
  run: async ({ form }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'plenum-timing-'));
    const database = await openDatabase({ dataDir });
    const side = await openAccountSide(database, dataDir);
    try {
      const { wrong, unknown, otherwise } = await timeRefusals(side, tries[form]);
      const errors = errorsApart(wrong, unknown);
      return [
        { name: 'standard errors apart', unit: '', promised: errorsMax, measured: errors, worst: errors },
        none('answers of another kind', otherwise),
      ] satisfies Check[];
    } finally {
      side.signIn.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    }
  },
};

export interface RefusalTimes {
  /** In milliseconds each. */
  readonly wrong: readonly number[];
  readonly unknown: readonly number[];
  /** Answers that were not `wrong-credentials`. */
  readonly otherwise: number;
}

/** In turns, so that whatever else the machine does meets both alike. @param count tries of each kind */
export async function timeRefusals(side: AccountSide, count: number): Promise<RefusalTimes> {
  const wrong: number[] = [];
  const unknown: number[] = [];
  let otherwise = 0;
  const fail = async (login: string): Promise<number> => {
    const startedMs = performance.now();
    const code = await signInWith(side, login, 'wrong', newAddress()).then(() => 'ok', codeOf);
    if (code !== 'wrong-credentials') otherwise += 1;
    return performance.now() - startedMs;
  };
  for (let index = 0; index < count; index += 1) {
    const group = Math.floor(index / perLogin);
    const phone = `1360${1_000_000 + group}`;
    if (index % perLogin === 0)
      await registerWith(side, { phone, nickname: `person ${group}`, password: 'a password' });
    const kinds = [
      [wrong, phone],
      [unknown, `1350${1_000_000 + group}`],
    ] as const;
    for (const [lot, login] of index % 2 === 0 ? kinds : kinds.toReversed()) lot.push(await fail(login));
  }
  return { wrong, unknown, otherwise };
}

/** How many standard errors two lots of durations are away from being alike. */
export function errorsApart(first: readonly number[], second: readonly number[]): number {
  return Math.abs(superiorityOf(first, second) - 0.5) / superiorityError(first.length, second.length);
}

function codeOf(error: unknown): string {
  return error instanceof RequestError ? error.code : 'no answer';
}
