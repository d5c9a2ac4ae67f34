// Whom an account may put into a group without asking them.
import type { Database } from '../../../../sql/database.ts';

/** Its contacts among some accounts, without those that have blocked it. */
export async function mayAdd(
  { contacts }: Pick<Database, 'contacts'>,
  accountId: string,
  otherIds: readonly string[],
): Promise<string[]> {
  const known = await contacts.contactsAmong(accountId, otherIds);
  const blockers = await contacts.blockersAmong(accountId, known);
  return known.filter((otherId) => !blockers.includes(otherId));
}
