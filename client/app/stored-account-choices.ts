// What one account chose in this browser and another one must not see or be surprised by: numbers of its meetings, and what it
// joins with. Read when it signs in, written with every change.
import * as z from 'zod/mini';
import { roomNumberSchema } from '../../protocol/room/roster.ts';
import type { MeetingState } from './meeting-model.ts';

const key = 'plenum.account-choices';
/** Recent numbers shown in the lobby. */
const recentNumbersMax = 6;
/** A family's shared computer has as many; the one unused longest is forgotten. */
const accountsMax = 5;

export type AccountChoices = Pick<MeetingState, 'recentNumbers' | 'joinWith'>;

/** Of an account that has chosen nothing yet, and when signed out. */
export const noChoices: AccountChoices = {
  recentNumbers: [],
  joinWith: { microphone: false, camera: false },
};

const schema = z.array(
  z.object({
    accountId: z.string(),
    recentNumbers: z.array(roomNumberSchema).check(z.maxLength(recentNumbersMax)),
    joinWith: z.object({ microphone: z.boolean(), camera: z.boolean() }),
  }),
);

/** What this account chose earlier, or nothing. */
export function readAccountChoices(accountId: string): AccountChoices {
  const { recentNumbers, joinWith } = readAll().find((kept) => kept.accountId === accountId) ?? noChoices;
  return { recentNumbers, joinWith };
}

export function writeAccountChoices(accountId: string, choices: AccountChoices): void {
  const others = readAll().filter((kept) => kept.accountId !== accountId);
  try {
    localStorage.setItem(key, JSON.stringify([{ accountId, ...choices }, ...others].slice(0, accountsMax)));
  } catch {
    // Storage is switched off: the choices last as long as the page.
  }
}

/** The list with a number moved or added to its front. */
export function withRecentNumber(numbers: readonly string[], number: string): string[] {
  return [number, ...numbers.filter((other) => other !== number)].slice(0, recentNumbersMax);
}

function readAll(): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
