// What the operator's commands have in common: the settings they share with the server, and sentences instead of stacks.
import type { Command } from 'commander';
import { errorTable, RequestError } from '../../../protocol/error-codes.ts';
import { DatabaseOpenError } from '../../../sql/database-errors.ts';
import { OperatorError } from '../import-accounts/operator-error.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { hideSecretFlags } from '../../config/hide-secret-flags.ts';
import { SettingError } from '../../config/setting-error.ts';

/** Adds the options that say where the server's data is. */
export function withDataOptions(command: Command): Command {
  return command
    .option(
      '--database-url <url>',
      'mysql://user:password@host:3306/database (DATABASE_URL; default: SQLite)',
    )
    .option('--data-dir <folder>', 'where the server keeps its data (DATA_DIR; default: ./data)');
}

/** The settings as the server would read them, by environment and options. @throws SettingError */
export function readSettings(command: Command): Config {
  const { databaseUrl, dataDir } = command.opts<{ databaseUrl?: string; dataDir?: string }>();
  const flags = [
    ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl]),
    ...(dataDir === undefined ? [] : ['--data-dir', dataDir]),
  ];
  return readConfig(process.env, flags, 1);
}

/** Runs a command; what fails is printed, and the exit code says so. */
export async function runCommand(command: Command): Promise<void> {
  hideSecretFlags(process);
  try {
    await command.parseAsync();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

/** What the operator should read of an error, or the error itself when it is ours. */
function explain(error: unknown): unknown {
  if (error instanceof RequestError) return errorTable[error.code].meaning;
  const isOperators =
    error instanceof OperatorError || error instanceof SettingError || error instanceof DatabaseOpenError;
  return isOperators ? error.message : error;
}
