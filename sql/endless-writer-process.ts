// A process that writes without end, many things at once, and says of each that it was acknowledged. Started by the tests, which kill it.
import { openDatabase } from './open-database.ts';

const atOnce = 32;
const [dataDir = '', round = ''] = process.argv.slice(2);
const database = await openDatabase({ dataDir });

async function writeOne(id: string): Promise<void> {
  await database.restingNumbers.save(id, 1);
  process.send?.(id);
}

async function writeTransaction(id: string): Promise<void> {
  const account = { id, phone: id, nickname: id, nicknameKey: id, salt: id, credential: id, createdAtMs: 0 };
  await database.transaction(async ({ accounts, sessions }) => {
    await accounts.insert({ ...account, disabled: false });
    await sessions.insert({ id, accountId: id, tokenHash: id, createdAtMs: 0, expiresAtMs: 1 }, id);
  });
  process.send?.(id);
}

async function writeOn(lane: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const id = `${round}-${lane}-${index}`;
    await (lane % 2 === 0 ? writeOne(id) : writeTransaction(id));
  }
}

await Promise.all(Array.from({ length: atOnce }, (_, lane) => writeOn(lane)));
