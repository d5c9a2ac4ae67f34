// Who may create an account, as the register screen says it: by invitation only, and not at all.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const command = join(import.meta.dirname, '../../server/ops/commands/accounts-command.ts');
let server: ServerProcess | undefined;
let person: Participant | undefined;

afterEach(async () => {
  await person?.close();
  await server?.stop();
});

test('S5: with REGISTRATION=invited the screen asks for an invitation, and its link leads to the form', async () => {
  server = await startServer({ env: { REGISTRATION: 'invited' } });
  const env = { ...process.env, DATA_DIR: server.dataDir };
  const args = [command, 'invite', '--address', server.url];
  const { stdout: link } = await promisify(execFile)(process.execPath, args, { env });
  person = await Participant.open({ origin: server.url, nickname: 'Guest' });
  await person.byTestId('register-open').click();
  const refusal = person.byTestId('register-refused');
  await refusal.waitFor();
  await expect.poll(() => refusal.innerText()).toMatch(/invitation link/);
  await person.close();
  person = await Participant.open({ origin: link.trim(), nickname: 'Guest' });
  await person.fillRegistration();
  await person.byTestId('meeting-create').waitFor();
});

test('S5: with REGISTRATION=closed the screen says in one sentence that accounts cannot be created', async () => {
  server = await startServer({ env: { REGISTRATION: 'closed' } });
  const guest = await Participant.open({ origin: server.url, nickname: 'Guest' });
  person = guest;
  await guest.byTestId('register-open').click();
  await guest.byTestId('register-refused').waitFor();
  await expect
    .poll(() => guest.byTestId('register-refused').innerText())
    .toMatch(/Ask the people who run this server/);
  await expect.poll(() => guest.byTestId('register-phone').count()).toBe(0);
});
