// Stores the accounts of an import, a hundred at a time. Used by the import of the accounts command.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { Database } from '../../../sql/database.ts';
import { makeAccountId } from '../../features/sign-in/accounts.ts';
import type { Credentials } from '../../features/sign-in/credentials.ts';
import { OperatorError } from './operator-error.ts';
import type { PlannedAccount } from './plan-import.ts';

/** Stored in one transaction; what a stop in the middle loses is at most this many accounts' work. */
const batchSize = 100;

/**
 * Wraps every digest and stores the accounts.
 * @param onProgress told after each batch how many are stored
 * @throws OperatorError when a person registers one of the phones or nicknames meanwhile
 */
export async function storeImport(
  parts: { readonly database: Database; readonly credentials: Credentials },
  planned: readonly PlannedAccount[],
  onProgress: (stored: number) => void,
): Promise<void> {
  for (let start = 0; start < planned.length; start += batchSize) {
    const batch = planned.slice(start, start + batchSize);
    const credentials = await Promise.all(batch.map(({ digest }) => parts.credentials.make(digest)));
    await parts.database
      .transaction(async ({ accounts }) => {
        for (const [index, { digest: _, ...account }] of batch.entries()) {
          const credential = credentials[index] ?? '';
          await accounts.insert({
            ...account,
            id: makeAccountId(),
            credential,
            disabled: false,
            createdAtMs: Date.now(),
          });
        }
      })
      .catch((error: unknown) => {
        const isTaken = error instanceof RequestError && error.code.endsWith('-taken');
        throw isTaken
          ? new OperatorError(
              'A person registered meanwhile under a phone or nickname of the table; run the import again.',
            )
          : error;
      });
    onProgress(start + batch.length);
  }
}
