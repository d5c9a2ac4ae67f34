// Bends each counter of a database and looks what doctor says; shows that it sees what is wrong.
import { sql } from 'kysely';
import { expect } from 'vitest';
import { checkCounters } from '../../../sql/check-counters.ts';
import { type DatabaseSettings, engineOf } from '../../../sql/open-database.ts';

/** What is done to a database, and what is said of it then. */
const faults = [
  [sql`update conversations set last_seq = last_seq + 1`, 'conversations are not at their last message'],
  [
    sql`update messages set change_number = change_number + 1000 where seq = 1`,
    'messages have a change that their',
  ],
  [
    sql`update conversation_members set change_number = 5000`,
    'memberships have a change that their conversation',
  ],
  [sql`update conversation_members set read_seq = 5000`, 'members have read beyond the last message'],
  [sql`update account_cursors set last_number = 0`, 'memberships have a number that their account'],
  [sql`update conversation_members set role = 'member'`, 'groups with members have no owner, or several'],
  [sql`delete from searched_messages`, 'messages are not found by a search'],
] as const;

/** @param settings of a database in which a group has messages; it is bent afterwards */
export async function expectCountersChecked(settings: DatabaseSettings): Promise<void> {
  expect(await checkCounters(settings)).toEqual([]);
  for (const [bend, what] of faults) {
    await engineOf(settings).replaceAlone(async (db) => void (await bend.execute(db)));
    const said = (await checkCounters(settings)).map((fault) => fault.what);
    expect(said, what).toContainEqual(expect.stringContaining(what));
  }
}
