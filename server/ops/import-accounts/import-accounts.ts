// Takes over the user table of an existing system: reads, checks everything, then stores. Called by the accounts command.
import { nicknameKey } from '../../../protocol/account/identity.ts';
import type { Database } from '../../../sql/database.ts';
import { claimLooks } from '../../features/sign-in/accounts.ts';
import type { Credentials } from '../../features/sign-in/credentials.ts';
import { OperatorError } from './operator-error.ts';
import { planImport } from './plan-import.ts';
import { readColumnNames } from './read-column-names.ts';
import { readCsv } from './read-csv.ts';
import { readMysqlTable } from './read-mysql-table.ts';
import type { ImportRow } from './import-row.ts';
import { storeImport } from './store-import.ts';

/** As given on the command line. */
export interface ImportOptions {
  readonly csv?: string;
  readonly encoding: string;
  readonly mysqlUrl?: string;
  readonly table?: string;
  readonly columns?: string;
  readonly skipWrong?: boolean;
}

interface ImportParts {
  readonly database: Database;
  readonly credentials: Credentials;
  /** Takes one line for the operator. */
  readonly print: (line: string) => void;
  /** Takes a line that the next one may replace, unless it is the last. */
  readonly printProgress: (line: string, isLast: boolean) => void;
}

/** Rows named one by one; of more only the number is told. */
const linesMax = 50;

/** @throws OperatorError when the table cannot be read, or has wrong rows that are not to be skipped */
export async function importAccounts(parts: ImportParts, options: ImportOptions): Promise<void> {
  const rows = await readRows(options);
  const existing = await parts.database.accounts.all();
  const plan = planImport(rows, {
    phones: new Set(existing.map(({ phone }) => phone)),
    nicknameKeys: new Set(existing.map(({ nickname }) => nicknameKey(nickname))),
  });
  if (plan.wrong.length > 0 && options.skipWrong !== true) {
    const count = `${plan.wrong.length} of ${rows.length} rows are wrong, and nothing was imported`;
    throw new OperatorError(
      [...firstLines(plan.wrong), `${count}; correct them, or leave them out with --skip-wrong.`].join('\n'),
    );
  }
  for (const line of [plan.wrong, plan.skipped, plan.renamed].flatMap(firstLines)) parts.print(line);
  const startedAtMs = performance.now();
  await storeImport(parts, plan.accounts, (stored) => {
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    const isLast = stored === plan.accounts.length;
    parts.printProgress(`${stored} of ${plan.accounts.length} accounts, ${seconds} s`, isLast);
  });
  await claimLooks(parts.database);
  const { accounts, renamed, skipped, wrong } = plan;
  parts.print(
    `${accounts.length} imported (${renamed.length} renamed), ${skipped.length} skipped, ${wrong.length} wrong.`,
  );
}

async function readRows(options: ImportOptions): Promise<ImportRow[]> {
  const columns = readColumnNames(options.columns);
  const { csv, mysqlUrl, table } = options;
  if (csv !== undefined && mysqlUrl === undefined) return readCsv(csv, columns, options.encoding);
  if (csv === undefined && mysqlUrl !== undefined && table !== undefined)
    return readMysqlTable(mysqlUrl, table, columns);
  throw new OperatorError('An import needs either --csv FILE, or --mysql-url URL and --table NAME.');
}

function firstLines(lines: readonly string[]): string[] {
  const rest = lines.length - linesMax;
  return rest > 0 ? [...lines.slice(0, linesMax), `... and ${rest} more like this.`] : [...lines];
}
