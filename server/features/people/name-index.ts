// Keeps by what nicknames are found. Accounts that were imported, or made by earlier versions, are taken up at the start.
import type { Database } from '../../../sql/database.ts';
import { searchNamesOf } from './search-names.ts';

/** So many accounts are taken up in one transaction; between two of them others have their turn. */
const accountsPerStep = 100;

/** Notes by what an account is found. @throws RequestError `database-unavailable` */
export async function indexName(database: Database, accountId: string, nickname: string): Promise<void> {
  const names = await searchNamesOf(nickname);
  await database.transaction(({ profiles }) => profiles.putSearchNames(accountId, names));
}

/**
 * Takes up all accounts that are found by nothing yet.
 * @param isOver asked after each step
 * @throws RequestError `database-unavailable`
 */
export async function indexMissingNames(database: Database, isOver: () => boolean): Promise<void> {
  for (;;) {
    const missing = await database.profiles.withoutSearchNames(accountsPerStep);
    if (missing.length === 0 || isOver()) return;
    const named: [id: string, names: Awaited<ReturnType<typeof searchNamesOf>>][] = [];
    for (const { id, nickname } of missing) named.push([id, await searchNamesOf(nickname)]);
    await database.transaction(async ({ profiles }) => {
      for (const [id, names] of named) await profiles.putSearchNames(id, names);
    });
  }
}
