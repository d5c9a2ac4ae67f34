// Reads the option that says how a table calls its columns. Used by the accounts command.
import { type ColumnNames, type ImportColumn, importColumns } from './import-row.ts';
import { OperatorError } from './operator-error.ts';

/**
 * @param text for example `phone=tel,md5=passwd`; columns that are left out have their own names
 * @throws OperatorError when it names a column that there is not
 */
export function readColumnNames(text: string | undefined): ColumnNames {
  const names: Record<ImportColumn, string> = {
    phone: 'phone',
    nickname: 'nickname',
    salt: 'salt',
    md5: 'md5',
  };
  for (const part of text === undefined ? [] : text.split(',')) {
    const [, column, name] = /^\s*(\w+)\s*=\s*(\S.*?)\s*$/.exec(part) ?? [];
    const known = importColumns.find((candidate) => candidate === column);
    if (known === undefined || name === undefined) {
      throw new OperatorError(
        `--columns has the part "${part}" but must be of the form phone=...,nickname=...,salt=...,md5=...`,
      );
    }
    names[known] = name;
  }
  return names;
}
