// `npm run secrets -- ...`: shows the server's secrets by name and age, and makes new ones. Uses the same settings as the server.
import { Command } from 'commander';
import type { Database } from '../../../sql/database.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { OperatorError } from '../import-accounts/operator-error.ts';
import { readSettings, runCommand, withDataOptions } from './operator-command.ts';
import { addPepper, loadPeppers } from '../../features/sign-in/pepper.ts';
import { listSecrets, removeSecrets } from '../backup/secret-files.ts';
import { makeSecret } from '../../features/sign-in/secret-file.ts';

const command = withDataOptions(new Command('secrets')).description(
  'Shows the server’s secrets by name and age, and makes new ones; never prints any.',
);

command
  .command('show')
  .description('which secrets there are, since when, and who may read them')
  .action(async () => {
    const { dataDir } = readSettings(command);
    for (const { name, madeAt, mode } of await listSecrets(dataDir)) {
      const warning = (mode & 0o077) === 0 ? '' : '  others may read it: chmod 600';
      console.log(`${name.padEnd(20)} since ${madeAt.toISOString().slice(0, 10)}${warning}`);
    }
    await withDatabase(async (database) => console.log(await describePeppers(database, dataDir)));
  });

const rotate = command
  .command('rotate')
  .description('makes a new secret; the server uses it from its next start on');

rotate
  .command('pepper')
  .description('signs no one out; each account changes to the new pepper at its next sign-in')
  .action(async () => {
    const { dataDir } = readSettings(command);
    const name = await addPepper(dataDir);
    console.log(
      `${name} is made. Restart the server now, and make a backup: passwords stored from then on need it.`,
    );
    await withDatabase(async (database) => console.log(await describePeppers(database, dataDir)));
  });

rotate
  .command('device-key')
  .description('signs no one out; each device is known again after its next sign-in')
  .action(async () => {
    const { dataDir } = readSettings(command);
    await removeSecrets(dataDir, ['device-key']);
    await makeSecret(dataDir, 'device-key');
    console.log('device-key is made anew. Restart the server now.');
  });

rotate
  .command('tokens')
  .description('signs all people out, in running meetings too, within seconds')
  .action(async () => {
    await withDatabase((database) => database.sessions.deleteAll());
    console.log('All people are signed out; those in a meeting leave it within five seconds.');
  });

rotate
  .command('certificate')
  .description('replaces the self-signed certificate; browsers ask people to trust the new one')
  .action(async () => {
    const { dataDir, tls } = readSettings(command);
    if (tls.kind === 'files')
      throw new OperatorError(
        'The certificate is yours (TLS_CERT, TLS_KEY): replace those files and restart the server.',
      );
    await removeSecrets(dataDir, ['tls/certificate.pem', 'tls/key.pem']);
    console.log('The self-signed certificate is removed. Restart the server now: it makes a new one.');
  });

async function describePeppers(database: Database, dataDir: string): Promise<string> {
  const newest = (await loadPeppers(dataDir)).length;
  let count = 0;
  let behind = 0;
  for await (const page of database.accounts.pages()) {
    count += page.length;
    behind += page.filter(({ credential }) => {
      const number = Number(/^p(\d+)\$/.exec(credential)?.[1] ?? 1);
      return number < newest;
    }).length;
  }
  return `Of ${count} accounts ${behind} have not signed in since the newest pepper was made.`;
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { databaseUrl, dataDir } = readSettings(command);
  const database = await openDatabase({ url: databaseUrl, dataDir });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

await runCommand(command);
