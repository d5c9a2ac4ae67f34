// Accounts with a session each, written into a database before its server starts: registering twenty thousand takes minutes. For the idle part.
import { randomBytes } from 'node:crypto';
import { accountOf } from '../../../../load/crew/accounts.ts';
import { makeAccountId } from '../../../../server/features/sign-in/accounts.ts';
import { Sessions } from '../../../../server/features/sign-in/sessions.ts';
import { openDatabase } from '../../../../sql/open-database.ts';

/** Which simulated people they are; see `accountOf`. */
const seed = 1;
/** No password fits: these people only show their tokens. */
const credential = 'none';

/**
 * @param dataDir of a server that does not run yet
 * @returns the token of each, by account, as the server itself would have given it out
 */
export async function storePeople(dataDir: string, count: number): Promise<Record<number, string>> {
  const database = await openDatabase({ dataDir });
  const tokens: Record<number, string> = {};
  await database.transaction(async ({ accounts, sessions }) => {
    const starting = new Sessions(sessions, Date.now);
    for (let index = 0; index < count; index += 1) {
      const { phone, nickname } = accountOf(seed, index);
      const id = makeAccountId();
      const salt = randomBytes(8).toString('hex');
      const createdAtMs = Date.now();
      const account = { id, phone, nickname, nicknameKey: nickname, salt, credential, disabled: false };
      await accounts.insert({ ...account, createdAtMs });
      const started = await starting.start(id, credential);
      if (started !== undefined) tokens[index] = started.token;
    }
  });
  await database.close();
  return tokens;
}
