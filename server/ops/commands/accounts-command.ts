// `npm run accounts -- ...`: what the operator does with accounts. Uses the same settings as the server.
import { Command } from 'commander';
import { writeRegistrationLink } from '../../../protocol/account/registration-link.ts';
import type { Account } from '../../../sql/account-store.ts';
import type { Database } from '../../../sql/database.ts';
import { openDatabase } from '../../../sql/open-database.ts';
import { askLine } from '../import-accounts/ask-line.ts';
import { askPassword } from '../import-accounts/ask-password.ts';
import { describeDeletion } from '../import-accounts/describe-deletion.ts';
import { digestPassword } from '../import-accounts/digest-password.ts';
import { importAccounts, type ImportOptions } from '../import-accounts/import-accounts.ts';
import { formatAsJson, formatAsTable } from '../import-accounts/list-accounts.ts';
import { OperatorError } from '../import-accounts/operator-error.ts';
import { readSettings, runCommand, withDataOptions } from './operator-command.ts';
import { findAccount, parseLogin } from '../../features/sign-in/login.ts';
import { inviteToRegister } from '../../features/sign-in/registrations.ts';
import { createSignIn, type SignIn } from '../../features/sign-in/sign-in.ts';

interface Parts {
  readonly database: Database;
  readonly signIn: SignIn;
}

const command = withDataOptions(new Command('accounts')).description(
  'Adds, lists, disables and imports accounts. The server may run meanwhile.',
);

command
  .command('add')
  .description('registers an account; asks for the password')
  .requiredOption('--phone <number>')
  .requiredOption('--nickname <name>')
  .option('--password-stdin', 'read the password from standard input')
  .action(
    async ({ phone, nickname, passwordStdin }: { phone: string; nickname: string; passwordStdin?: true }) => {
      const password = await askPassword(passwordStdin === true);
      await withParts(async ({ signIn }) => {
        const account = await signIn.accounts.register({ phone, nickname, ...digestPassword(password) });
        console.log(`${account.nickname} (${account.phone}) may sign in.`);
      });
    },
  );

command
  .command('invite')
  .description('makes a link with which a person may register, where REGISTRATION is invited')
  .option('--uses <count>', 'how many accounts may be registered with it', '1')
  .option('--days <count>', 'after how many days it is worth nothing', '7')
  .option('--address <url>', 'where people open the server', 'http://localhost:3000')
  .action(async ({ uses, days, address }: { uses: string; days: string; address: string }) => {
    const [usesCount, daysCount] = [readCount('--uses', uses, 10_000), readCount('--days', days, 365)];
    await withParts(async ({ database }) => {
      const asked = { uses: usesCount, days: daysCount, nowMs: Date.now() };
      const code = await inviteToRegister(database.invitations, asked);
      console.log(writeRegistrationLink(address, code));
    });
  });

command
  .command('list')
  .description('shows all accounts, oldest first')
  .option('--json', 'as JSON')
  .action(async ({ json }: { json?: true }) => {
    await withParts(async ({ database }) => {
      const accounts = await database.accounts.all();
      console.log(json === true ? formatAsJson(accounts) : formatAsTable(accounts));
    });
  });

command
  .command('disable <login>')
  .description('keeps an account (phone number or nickname) out and ends its sessions')
  .action((login: string) => setDisabled(login, true));

command
  .command('enable <login>')
  .description('lets an account in again')
  .action((login: string) => setDisabled(login, false));

command
  .command('delete <login>')
  .description(
    'deletes an account (phone number or nickname) wholly: it cannot be taken back; messages stay with those they were written to, without a name',
  )
  .option('--yes', 'without asking')
  .action(async (login: string, { yes }: { yes?: true }) => {
    await withParts(async ({ database, signIn }) => {
      const { id, nickname, phone } = await requireAccount(database, login);
      const question = `Delete ${nickname} (${phone}) for good? Type the phone number to confirm: `;
      if (yes !== true && (await askLine(question)) !== phone)
        throw new OperatorError('Nothing was deleted.');
      // Ends its sessions, so that it does nothing more.
      await signIn.accounts.setDisabled(id, true);
      console.log(describeDeletion(nickname, phone, await database.deleteAccount(id)));
    });
  });

command
  .command('reset-password <login>')
  .description('gives an account a new password and ends its sessions; asks for the password')
  .option('--password-stdin', 'read the password from standard input')
  .action(async (login: string, { passwordStdin }: { passwordStdin?: true }) => {
    const password = await askPassword(passwordStdin === true);
    await withParts(async (parts) => {
      const account = await requireAccount(parts.database, login);
      await parts.signIn.accounts.setPassword(account, digestPassword(password));
      console.log(`${account.nickname} (${account.phone}) has a new password and is signed out everywhere.`);
    });
  });

command
  .command('import')
  .description(
    'takes over the user table of another system: phone, nickname, salt, md5 = MD5(salt + password); people sign in by phone number first, and by nickname from then on',
  )
  .option('--csv <file>', 'a CSV file whose first line names its columns')
  .option('--encoding <name>', 'how the CSV file is encoded', 'utf-8')
  .option('--mysql-url <url>', 'mysql://user:password@host:3306/database of the other system')
  .option('--table <name>', 'the table in that database')
  .option(
    '--columns <names>',
    'what the columns are called there: phone=tel,nickname=name,salt=salt,md5=passwd',
  )
  .option('--skip-wrong', 'leave out rows that are wrong, instead of importing nothing')
  .action(async (options: ImportOptions) => {
    await withParts(async ({ database, signIn: { credentials } }) => {
      await importAccounts({ database, credentials, print: console.log, printProgress }, options);
    });
  });

/** @throws OperatorError for anything but a whole number from 1 to `max` */
function readCount(option: string, text: string, max: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= max) return count;
  throw new OperatorError(`${option} is ${text} but must be a whole number from 1 to ${max}.`);
}

async function setDisabled(login: string, disabled: boolean): Promise<void> {
  await withParts(async ({ database, signIn }) => {
    const { id, nickname, phone } = await requireAccount(database, login);
    await signIn.accounts.setDisabled(id, disabled);
    console.log(`${nickname} (${phone}) is ${disabled ? 'disabled and signed out' : 'enabled'}.`);
  });
}

async function requireAccount(database: Database, login: string): Promise<Account> {
  const account = await findAccount(database.accounts, parseLogin(login));
  if (account === undefined)
    throw new OperatorError(`There is no account with the phone number or nickname ${login}.`);
  return account;
}

/** A line that is replaced by the next at a terminal, and stands by itself in a log. */
function printProgress(line: string, isLast: boolean): void {
  process.stderr.write(process.stderr.isTTY ? `\r${line.padEnd(40)}${isLast ? '\n' : ''}` : `${line}\n`);
}

async function withParts(work: (parts: Parts) => Promise<void>): Promise<void> {
  const { databaseUrl, dataDir } = readSettings(command);
  const database = await openDatabase({ url: databaseUrl, dataDir });
  try {
    const signIn = await createSignIn({ database, dataDir, onPruneFailed: console.error });
    await work({ database, signIn });
    signIn.close();
  } finally {
    await database.close();
  }
}

await runCommand(command);
