// Writes one account with its session after the other, and tells after each whether the database acknowledged it. Forked by ledger.ts.
import { type DatabaseSettings, openDatabase } from '../../sql/open-database.ts';
import type { LedgerEntry } from './ledger.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as DatabaseSettings;
const database = await openDatabase(settings);

async function write(operation: number): Promise<boolean> {
  const accountId = `account-${operation}`;
  const credential = `credential ${operation}`;
  const account = {
    id: accountId,
    phone: `+49${operation}`,
    nickname: accountId,
    nicknameKey: accountId,
    salt: 'salt',
    credential,
    disabled: false,
    createdAtMs: operation,
  };
  const tokenHash = String(operation).padStart(64, '0');
  const session = { id: `session-${operation}`, accountId, tokenHash, createdAtMs: 0, expiresAtMs: 1 };
  try {
    await database.transaction(async (stores) => {
      await stores.accounts.insert(account);
      await stores.sessions.insert(session, credential);
    });
    return true;
  } catch {
    return false;
  }
}

for (let operation = Number(process.argv[3]); ; operation += 1) {
  const entry: LedgerEntry = { operation, acknowledged: await write(operation) };
  process.send?.(entry);
  // Lets the message leave before the next one.
  await new Promise((resolve) => setImmediate(resolve));
}
