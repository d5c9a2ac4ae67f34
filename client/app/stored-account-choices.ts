// What one account chose in this browser and another one must not see or be surprised by: its meetings, and what it
// joins with. Read when it signs in, written with every change.
import * as z from 'zod/mini';
import { recentRoomsMax } from '../../protocol/limits.ts';
import { roomNumberSchema } from '../../protocol/room/roster.ts';
import type { MeetingState } from './meeting-model.ts';

const key = 'plenum.account-choices';
/** A family's shared computer has as many; the one unused longest is forgotten. */
const accountsMax = 5;
/** How long after its last sight a number is taken for the same meeting. */
const sameMeetingMs = 12 * 3_600_000;
/** Names of others that are kept of a meeting. */
const peopleMax = 3;

/** A meeting that the account was in. */
export interface RecentMeeting {
  /** Five digits. */
  readonly number: string;
  /** When it was last in it (as `Date.now()`); 0 where that is not known. */
  readonly atMs: number;
  /** Nicknames of others that were met there, the first ones. */
  readonly people: readonly string[];
}

export type AccountChoices = Pick<MeetingState, 'recentMeetings' | 'joinWith'>;

/** Of an account that has chosen nothing yet, and when signed out. */
export const noChoices: AccountChoices = {
  recentMeetings: [],
  joinWith: { microphone: false, camera: false },
};

const recentMeeting = z.object({
  number: roomNumberSchema,
  atMs: z.number(),
  people: z.array(z.string()).check(z.maxLength(peopleMax)),
});

const schema = z.array(
  z.object({
    accountId: z.string(),
    recentMeetings: z.optional(z.array(recentMeeting).check(z.maxLength(recentRoomsMax))),
    /** As earlier versions kept them. */
    recentNumbers: z.optional(z.array(roomNumberSchema).check(z.maxLength(recentRoomsMax))),
    joinWith: z.object({ microphone: z.boolean(), camera: z.boolean() }),
  }),
);

/** What this account chose earlier, or nothing. */
export function readAccountChoices(accountId: string): AccountChoices {
  const kept = readAll().find((each) => each.accountId === accountId);
  if (kept === undefined) return noChoices;
  const { recentMeetings, recentNumbers = [], joinWith } = kept;
  const unnamed = recentNumbers.map((number) => ({ number, atMs: 0, people: [] }));
  return { recentMeetings: recentMeetings ?? unnamed, joinWith };
}

export function writeAccountChoices(accountId: string, choices: AccountChoices): void {
  const others = readAll().filter((kept) => kept.accountId !== accountId);
  try {
    localStorage.setItem(key, JSON.stringify([{ accountId, ...choices }, ...others].slice(0, accountsMax)));
  } catch {
    // Storage is switched off: the choices last as long as the page.
  }
}

/**
 * The list with a meeting at its front: moved there, or added to it.
 * @param people nicknames of the others in it now; those that were met before come first
 */
export function withRecentMeeting(
  meetings: readonly RecentMeeting[],
  number: string,
  atMs: number,
  people: readonly string[],
): readonly RecentMeeting[] {
  const before = meetings.find((meeting) => meeting.number === number);
  // A number is another meeting's the next day.
  const known = before !== undefined && atMs - before.atMs < sameMeetingMs ? before.people : [];
  const met = [...new Set([...known, ...people])].slice(0, peopleMax);
  return [{ number, atMs, people: met }, ...meetings.filter((meeting) => meeting.number !== number)].slice(
    0,
    recentRoomsMax,
  );
}

function readAll(): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
