// The form of a backup: one compressed file of JSON lines, whose last line has the sum of those before it. Used by backup and restore.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip, createGzip } from 'node:zlib';
import * as z from 'zod/mini';
import type { Row } from '../../../sql/copy-tables.ts';
import { OperatorError } from '../import-accounts/operator-error.ts';
import { isSecretName } from './secret-files.ts';

/** Raised when a line changes its meaning; what is only added needs no other form. */
const form = 1;

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const lineSchema = z.union([
  z.object({ plenumBackup: z.int(), madeAt: z.string(), steps: z.array(z.string()) }),
  z.object({ secret: z.string().check(z.refine(isSecretName)), base64: z.string() }),
  z.object({ table: z.string(), rows: z.array(rowSchema) }),
  z.object({ blob: z.string().check(z.regex(/^[0-9a-f]{64}$/)), base64: z.string(), ends: z.boolean() }),
  z.object({ end: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;

/** One part of a backup, in this order: its head, the secrets, the rows, the contents of files piece by piece. */
export type ArchivePart =
  | { readonly kind: 'head'; readonly madeAt: string; readonly steps: readonly string[] }
  | { readonly kind: 'secret'; readonly name: string; readonly content: Buffer }
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly Row[] }
  | {
      readonly kind: 'blob';
      readonly id: string;
      readonly piece: Buffer;
      /** Whether it is the last piece. */
      readonly ends: boolean;
    };

/** Writes parts to a file that is there only when it is whole; only its owner may read it. */
export async function writeArchive(
  file: string,
  write: (put: (part: ArchivePart) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = `${file}.partial`;
  const handle = await openDraft(draft);
  try {
    const packed = createGzip();
    const written = packed.pipe(handle.createWriteStream({ flush: true }));
    const finished = once(written, 'finish');
    const sum = createHash('sha256');
    const putLine = async (line: Line): Promise<void> => {
      const text = `${JSON.stringify(line)}\n`;
      sum.update(text);
      if (!packed.write(text)) await Promise.race([once(packed, 'drain'), finished]);
    };
    await write((part) => putLine(toLine(part)));
    await putLine({ end: sum.copy().digest('hex') });
    packed.end();
    await finished;
    await link(draft, file);
  } catch (error) {
    throw explain(error, file);
  } finally {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
}

/**
 * The parts of a backup, in their order. Read it to the end once before anything is done with it: that it is whole shows there.
 * @throws OperatorError when it is none, of a newer form, or damaged
 */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const sum = createHash('sha256');
  let isWhole = false;
  try {
    const unpacked = createReadStream(file)
      .on('error', (error) => unpacked.destroy(error))
      .pipe(createGunzip());
    for await (const text of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      const line = lineSchema.parse(JSON.parse(text));
      if ('end' in line) isWhole = line.end === sum.copy().digest('hex');
      else yield toPart(line, file);
      sum.update(`${text}\n`);
    }
  } catch (error) {
    throw explain(error, file);
  }
  if (!isWhole) throw new OperatorError(`${file} is damaged or cut short; use another backup.`);
}

function toLine(part: ArchivePart): Line {
  if (part.kind === 'head') return { plenumBackup: form, madeAt: part.madeAt, steps: [...part.steps] };
  if (part.kind === 'secret') return { secret: part.name, base64: part.content.toString('base64') };
  if (part.kind === 'blob') return { blob: part.id, base64: part.piece.toString('base64'), ends: part.ends };
  return { table: part.table, rows: [...part.rows] };
}

function toPart(line: Exclude<Line, { end: string }>, file: string): ArchivePart {
  if ('plenumBackup' in line) {
    if (line.plenumBackup === form) return { kind: 'head', madeAt: line.madeAt, steps: line.steps };
    throw new OperatorError(
      `${file} was made by a newer version of Plenum; run that version or a later one.`,
    );
  }
  if ('secret' in line)
    return { kind: 'secret', name: line.secret, content: Buffer.from(line.base64, 'base64') };
  if ('blob' in line)
    return { kind: 'blob', id: line.blob, piece: Buffer.from(line.base64, 'base64'), ends: line.ends };
  return { kind: 'rows', table: line.table, rows: line.rows };
}

async function openDraft(draft: string): ReturnType<typeof open> {
  await rm(draft, { force: true });
  return open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw explain(error, draft);
  });
}

function explain(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return new OperatorError(`${file} is there already; name another file.`);
  if (code === 'ENOENT') return new OperatorError(`${file} is not there; check the name.`);
  if (code === 'ENOSPC')
    return new OperatorError(`There is no space for ${file}; free some or name another place.`);
  if (code === 'EACCES' || code === 'EROFS')
    return new OperatorError(`${file} cannot be used (${code}); check who may read and write there.`);
  const isForm = error instanceof SyntaxError || error instanceof z.core.$ZodError || code?.startsWith('Z_');
  return isForm === true ? new OperatorError(`${file} is no backup, or damaged; use another one.`) : error;
}
