// `npm run backup -- [FILE]`: writes the database and the secrets into one file. Uses the same settings as the server.
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { readSettings, runCommand, withDataOptions } from './operator-command.ts';
import { writeBackup } from '../backup/write-backup.ts';

const command = withDataOptions(new Command('backup'))
  .description(
    'Writes everything that must outlive the machine, secrets included, into one file that only its owner may read. The server may run meanwhile.',
  )
  .argument('[file]', 'default: backups/plenum-DATE.backup in the data folder')
  .action(async (named: string | undefined) => {
    const { databaseUrl, dataDir } = readSettings(command);
    const date = new Date().toISOString().slice(0, 19).replaceAll(':', '');
    const file = resolve(named ?? join(dataDir, 'backups', `plenum-${date}.backup`));
    if (named === undefined) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const counts = await writeBackup({ url: databaseUrl, dataDir }, file);
    const { size } = await stat(file);
    console.log(
      `${counts.get('accounts') ?? 0} accounts and ${counts.get('sessions') ?? 0} sessions are in ${file} (${Math.ceil(size / 1024)} kB). A person with this file can sign in to any account: keep it as safe as the server.`,
    );
  });

await runCommand(command);
