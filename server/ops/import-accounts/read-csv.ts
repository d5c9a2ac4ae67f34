// Reads a user table from a CSV file. Used by the import of the accounts command.
import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { type ColumnNames, importColumns, type ImportRow, importRowsMax } from './import-row.ts';
import { OperatorError } from './operator-error.ts';

const fileMaxBytes = 256 * 1024 * 1024;
const recordMaxCharacters = 10_000;

/**
 * @param encoding of the file, as browsers name encodings: `utf-8`, `gb18030`
 * @throws OperatorError when the file cannot be read, or not as a CSV file with these columns
 */
export async function readCsv(file: string, columns: ColumnNames, encoding: string): Promise<ImportRow[]> {
  const content = decode(await readBytes(file), file, encoding);
  let records: { readonly record: string[]; readonly info: { readonly lines: number } }[];
  try {
    // Rows of another length are looked at one by one: a file of many lines should not fail at the first.
    const options = {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: recordMaxCharacters,
    };
    records = parse(content, { ...options, to: importRowsMax + 2 }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new OperatorError(`${file} is not a CSV file that can be read: ${error.message}`);
  }
  const [header, ...rows] = records;
  if (header === undefined) throw new OperatorError(`${file} is empty.`);
  if (rows.length > importRowsMax)
    throw new OperatorError(`${file} has more than ${importRowsMax} rows; import it in parts.`);
  const places = findColumns(file, header.record, columns);
  return rows.map(({ record, info }) => {
    const field = (name: keyof ColumnNames): string => record[places[name]] ?? '';
    const where = `line ${info.lines}`;
    return {
      where,
      phone: field('phone'),
      nickname: field('nickname'),
      salt: field('salt'),
      md5: field('md5'),
    };
  });
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size <= fileMaxBytes) return await readFile(file);
  } catch (error) {
    throw new OperatorError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  throw new OperatorError(`${file} is larger than ${fileMaxBytes / 1024 / 1024} MB; import it in parts.`);
}

function decode(bytes: Buffer, file: string, encoding: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new OperatorError(
      `--encoding is "${encoding}" but must be a known encoding, for example utf-8 or gb18030.`,
    );
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new OperatorError(
      `${file} is not encoded as ${encoding}; name its encoding with --encoding, for example gb18030.`,
    );
  }
}

function findColumns(
  file: string,
  header: readonly string[],
  columns: ColumnNames,
): Record<keyof ColumnNames, number> {
  const names = header.map((name) => name.trim().toLowerCase());
  const entries = importColumns.map(
    (column) => [column, names.indexOf(columns[column].toLowerCase())] as const,
  );
  const missing = entries.filter(([, place]) => place < 0).map(([column]) => `"${columns[column]}"`);
  if (missing.length === 0) return Object.fromEntries(entries) as Record<keyof ColumnNames, number>;
  throw new OperatorError(
    `${file} has no column ${missing.join(', ')} among ${header.join(', ')}; name its columns with --columns.`,
  );
}
