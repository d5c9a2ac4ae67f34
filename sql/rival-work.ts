// What two processes do to the same rows at once, and what each of them was told. Used by the contract suite and its process.
import type { Database } from './database.ts';

export interface RivalOutcome {
  /** The registrations, by index, that this process won; everything else was refused as taken. */
  readonly won: readonly number[];
  /** How many accounts the shared invitation was good for. */
  readonly uses: number;
  /** What stands under each shared mark, as this process was told. */
  readonly marks: readonly string[];
  /** Refusals for any other reason. */
  readonly unexpected: readonly string[];
}

export const rivalInvitation = 'a'.repeat(64);
const atOnce = 10;
const nowMs = 1_800_000_000_000;

/**
 * Registers `count` phone numbers that the other process registers too, uses an invitation that both use, claims marks that
 * both claim, and notes resting numbers that both note, ten at a time.
 * @param name of this process, unlike the other's
 */
export async function compete(database: Database, name: string, count: number): Promise<RivalOutcome> {
  const won: number[] = [];
  const marks: string[] = [];
  const unexpected: string[] = [];
  let uses = 0;

  async function register(index: number): Promise<void> {
    const id = `${name}-${index}`;
    const account = { id, phone: `+44${index}`, nickname: id, nicknameKey: id, salt: 's', credential: id };
    const session = { id, accountId: id, tokenHash: id, createdAtMs: nowMs, expiresAtMs: nowMs + 1 };
    const isWon = await database
      .transaction(async ({ accounts, sessions, invitations }) => {
        await accounts.insert({ ...account, disabled: false, createdAtMs: nowMs });
        if (!(await sessions.insert(session, id))) throw new Error('no session');
        return invitations.use(rivalInvitation, nowMs);
      })
      .catch((error: { code?: string; message: string }) => {
        if (error.code !== 'phone-taken') unexpected.push(error.message);
        return undefined;
      });
    if (isWon === undefined) return;
    won.push(index);
    if (isWon) uses += 1;
  }

  async function note(index: number): Promise<void> {
    marks[index] = await database.deploymentState.claim(`rivals-${index}`, name);
    await database.restingNumbers.save(`9${index}`, nowMs);
  }

  for (let start = 0; start < count; start += atOnce) {
    const indexes = Array.from({ length: Math.min(atOnce, count - start) }, (_, offset) => start + offset);
    await Promise.all(indexes.flatMap((index) => [register(index), note(index)])).catch((error: unknown) =>
      unexpected.push(String(error)),
    );
  }
  return { won, uses, marks, unexpected };
}
