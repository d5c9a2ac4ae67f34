// `npm run restore -- FILE`: puts a backup in place of what is stored. Uses the same settings as the server.
import { resolve } from 'node:path';
import { Command } from 'commander';
import { readSettings, runCommand, withDataOptions } from './operator-command.ts';
import { restoreBackup } from '../backup/restore-backup.ts';

const command = withDataOptions(new Command('restore'))
  .description(
    'Puts a backup, secrets included, in place of what is stored; all of it or, when anything fails, nothing. A backup of SQLite may go into MySQL or MariaDB and the other way round.',
  )
  .argument('<file>', 'as npm run backup wrote it')
  .option('--replace', 'even when there are accounts already, which are lost')
  .action(async (named: string, { replace = false }: { replace?: boolean }) => {
    const { databaseUrl, dataDir } = readSettings(command);
    const { madeAt, counts } = await restoreBackup({ url: databaseUrl, dataDir }, resolve(named), replace);
    console.log(
      `${counts.get('accounts') ?? 0} accounts and ${counts.get('sessions') ?? 0} sessions are as they were at ${madeAt}. Start the server now, or restart it if it runs.`,
    );
  });

await runCommand(command);
