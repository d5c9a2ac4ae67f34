// Compares what is counted with the rows that it counts; changes nothing. Used by doctor.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type DatabaseSettings, engineOf } from './open-database.ts';
import type { Tables } from './tables.ts';

/** A comparison, and how many rows did not stand it. */
export interface CounterFault {
  /** What is wrong with each of them, after "N": for example "conversations are behind their last message". */
  readonly what: string;
  readonly count: number;
}

/** Each query gives one row for each fault. */
const comparisons: readonly { readonly what: string; readonly faults: RawBuilder<unknown> }[] = [
  {
    what: 'conversations are not at their last message',
    faults: sql`select c.id from conversations c
      join (select conversation_id, max(seq) as last from messages group by conversation_id) m on m.conversation_id = c.id
      where m.last <> c.last_seq`,
  },
  {
    what: 'messages have a change that their conversation has not counted',
    faults: sql`select m.seq from messages m join conversations c on c.id = m.conversation_id where m.change_number > c.last_change`,
  },
  {
    what: 'memberships have a change that their conversation has not counted',
    faults: sql`select m.account_id from conversation_members m join conversations c on c.id = m.conversation_id
      where m.change_number > c.last_change`,
  },
  {
    what: 'members have read beyond the last message',
    faults: sql`select m.account_id from conversation_members m join conversations c on c.id = m.conversation_id
      where m.read_seq > c.last_seq or m.left_seq > c.last_seq`,
  },
  {
    what: 'memberships have a number that their account has not counted',
    faults: sql`select m.account_id from conversation_members m left join account_cursors a on a.account_id = m.account_id
      where m.event_number > coalesce(a.last_number, 0)`,
  },
  {
    what: 'contacts have a number that their account has not counted',
    faults: sql`select c.account_id from contacts c left join contact_cursors a on a.account_id = c.account_id
      where c.change_number > coalesce(a.last_number, 0)`,
  },
  {
    what: 'groups with members have no owner, or several',
    faults: sql`select m.conversation_id from conversation_members m join conversations c on c.id = m.conversation_id
      where c.kind = 'group' and m.left_seq is null
      group by m.conversation_id having sum(case when m.role = 'owner' then 1 else 0 end) <> 1`,
  },
  {
    what: 'messages do not have the names or attachments that are counted of them',
    faults: sql`select d.seq from message_details d where
      d.everyone = 0 and d.mention_count <> (select count(*) from message_mentions x where x.conversation_id = d.conversation_id and x.seq = d.seq)
      or d.attachment_count <> (select count(*) from message_attachments x where x.conversation_id = d.conversation_id and x.seq = d.seq)`,
  },
  {
    what: 'messages are not found by a search',
    faults: sql`select m.seq from messages m left join searched_messages s on s.conversation_id = m.conversation_id and s.seq = m.seq
      where m.body <> '' and s.number is null`,
  },
];

/**
 * @returns what does not stand; empty where everything does
 * @throws DatabaseOpenError when the database cannot be reached or opened
 */
export async function checkCounters(settings: DatabaseSettings): Promise<CounterFault[]> {
  const found: CounterFault[] = [];
  await engineOf(settings).readStill(async (db) => {
    for (const { what, faults } of comparisons) {
      const count = await countOf(db, faults);
      if (count > 0) found.push({ what, count });
    }
  });
  return found;
}

async function countOf(db: Kysely<Tables>, faults: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${faults}) as faults`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
