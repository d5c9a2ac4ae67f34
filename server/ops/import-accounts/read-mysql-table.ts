// Reads a user table from a MySQL or MariaDB server. Used by the import of the accounts command.
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { parseMysqlUrl } from '../../../sql/mysql-address.ts';
import { explainConnectError } from '../../../sql/mysql-errors.ts';
import { mysqlTlsOptions } from '../../../sql/mysql-tls.ts';
import { type ColumnNames, importColumns, type ImportRow, importRowsMax } from './import-row.ts';
import { OperatorError } from './operator-error.ts';

const connectTimeoutMs = 2000;

/**
 * @param url of the form `mysql://user:password@host:port/database`
 * @param table of that database, or `database.table`
 * @throws DatabaseOpenError when the server cannot be reached; OperatorError when the table cannot be read
 */
export async function readMysqlTable(url: string, table: string, columns: ColumnNames): Promise<ImportRow[]> {
  const address = parseMysqlUrl(url, '--mysql-url');
  const { host, port, user, password, database, tls } = address;
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    database,
    ...mysqlTlsOptions(tls),
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
  }).catch((error: unknown) => {
    throw explainConnectError(error, address);
  });
  try {
    const fields = importColumns.map((column) => `cast(?? as char) as ${column}`).join(', ');
    const names = importColumns.map((column) => columns[column]);
    const [rows] = await connection.query<(RowDataPacket & Record<string, string | null>)[]>(
      `select ${fields} from ?? order by ?? limit ${importRowsMax + 1}`,
      [...names, table, columns.phone],
    );
    if (rows.length > importRowsMax)
      throw new OperatorError(`${table} has more than ${importRowsMax} rows; export it in parts.`);
    return rows.map((row, index) => ({
      where: `row ${index + 1} (phone ${row.phone ?? 'missing'})`,
      phone: row.phone ?? '',
      nickname: row.nickname ?? '',
      salt: row.salt ?? '',
      md5: row.md5 ?? '',
    }));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`The table ${table} cannot be read: ${why}.`);
  } finally {
    await connection.end();
  }
}
