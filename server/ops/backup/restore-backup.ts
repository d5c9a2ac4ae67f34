// Puts a backup in place of what is stored, whichever of the two databases it was made of. Used by the restore command.
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isEmpty, type Row, replaceTables } from '../../../sql/copy-tables.ts';
import { type DatabaseSettings, engineOf } from '../../../sql/open-database.ts';
import { FilePlaces } from '../../features/files/file-places.ts';
import { OperatorError } from '../import-accounts/operator-error.ts';
import { readArchive } from './archive.ts';
import { removeSecrets, listSecrets } from './secret-files.ts';

export interface Restored {
  readonly madeAt: string;
  /** How many rows there are of each table. */
  readonly counts: ReadonlyMap<string, number>;
}

interface Contents extends Restored {
  readonly steps: readonly string[];
  readonly secrets: ReadonlyMap<string, Buffer>;
}

/**
 * The backup is read to its end before anything is changed; then either all of it takes the place of what was there or nothing.
 * @param replace whether accounts that are there may be lost
 * @throws DatabaseOpenError, OperatorError
 */
export async function restoreBackup(
  settings: DatabaseSettings,
  file: string,
  replace: boolean,
): Promise<Restored> {
  const contents = await readContents(file);
  const engine = engineOf(settings);
  if (!replace && !(await isEmpty(engine))) {
    throw new OperatorError('There are accounts already; add --replace to put the backup in their place.');
  }
  const drafts = await writeSecretDrafts(settings.dataDir, contents.secrets);
  try {
    await writeBlobs(new FilePlaces(settings.dataDir), file);
    await replaceTables(engine, contents.steps, rowsOf(file));
  } catch (error) {
    // Secrets of a backup that was not taken belong nowhere.
    for (const { draft } of drafts) await rm(draft, { force: true });
    throw error;
  }
  // Peppers that the backup does not know would be taken for the newest.
  const others = (await listSecrets(settings.dataDir)).map(({ name }) => name);
  await removeSecrets(
    settings.dataDir,
    others.filter((name) => !contents.secrets.has(name)),
  );
  for (const { draft, final } of drafts) await rename(draft, final);
  return contents;
}

async function readContents(file: string): Promise<Contents> {
  const secrets = new Map<string, Buffer>();
  const counts = new Map<string, number>();
  let head: { readonly madeAt: string; readonly steps: readonly string[] } | undefined;
  for await (const part of readArchive(file)) {
    if (part.kind === 'head') head = part;
    else if (part.kind === 'secret') secrets.set(part.name, part.content);
    else if (part.kind === 'rows') counts.set(part.table, (counts.get(part.table) ?? 0) + part.rows.length);
  }
  if (head === undefined || !secrets.has('pepper'))
    throw new OperatorError(`${file} is no backup, or damaged; use another one.`);
  return { madeAt: head.madeAt, steps: head.steps, secrets, counts };
}

/** Contents stand under their own hash: what a restore that failed leaves is removed by the server after a day. */
async function writeBlobs(places: FilePlaces, file: string): Promise<void> {
  let pieces: Buffer[] = [];
  for await (const part of readArchive(file)) {
    if (part.kind !== 'blob') continue;
    pieces.push(part.piece);
    if (!part.ends) continue;
    await places.put(part.id, Buffer.concat(pieces));
    pieces = [];
  }
}

async function* rowsOf(file: string): AsyncGenerator<{ table: string; rows: readonly Row[] }> {
  for await (const part of readArchive(file)) if (part.kind === 'rows') yield part;
}

async function writeSecretDrafts(
  dataDir: string,
  secrets: ReadonlyMap<string, Buffer>,
): Promise<{ draft: string; final: string }[]> {
  const drafts = Array.from(secrets.keys(), (name) => {
    const final = join(dataDir, name);
    return { name, draft: `${final}.restored`, final };
  });
  for (const { name, draft, final } of drafts) {
    await mkdir(dirname(final), { recursive: true, mode: 0o700 });
    await writeFile(draft, secrets.get(name) ?? '', { mode: 0o600, flush: true });
    await chmod(draft, 0o600);
  }
  return drafts;
}
