// Guesses at passwords and at room numbers, as fast as the server answers.
import { randomBytes } from 'node:crypto';
import type { ServerProcess } from '../helpers/server.ts';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const guesses = { gate: 300, short: 2000, long: 100_000 };
const atOnce = 20;
const guessers = 10;
/** What the operator must find in the log by then. */
const alarm = /a caller guesses room numbers|room numbers are guessed at from many places/;

export const bruteForce: TortureTest = {
  id: 'brute-force',
  sentence:
    'Guesses at the password of one account (2,000 times; in the long form 100,000), twenty guesses at a time.',
  longMinutes: 3,
  run: ({ form }) => besideCanary((server) => guessPasswords(server, guesses[form])),
};

export const roomScan: TortureTest = {
  id: 'room-scan',
  sentence:
    'Looks for rooms by trying numbers, from ten accounts (2,000 tries; in the long form 100,000); two locked rooms are open.',
  longMinutes: 2,
  run: ({ form }) =>
    besideCanary((server) => scanRooms(server, guesses[form]), {
      REQUEST_ALLOWANCE: '1000',
    }),
};

async function guessPasswords({ url }: ServerProcess, count: number): Promise<Check[]> {
  const { phone } = await registerAccount(url);
  let opened = 0;
  let unnamed = 0;
  const guess = async (): Promise<void> => {
    const digest = randomBytes(16).toString('hex');
    const { status, body } = await askHttp(url, 'account:sign-in', { login: phone, digest });
    if (status === 200) opened += 1;
    else if (!/^(wrong-credentials|too-often|too-many-attempts)$/.test(body.error?.code ?? '')) unnamed += 1;
  };
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, guess));
  }
  return [none('accounts opened', opened), none('refusals of another kind', unnamed)];
}

async function scanRooms(server: ServerProcess, count: number): Promise<Check[]> {
  const { url } = server;
  const hosts = [await openMember(url), await openMember(url)];
  const numbers: string[] = [];
  for (const host of hosts) {
    numbers.push((await host.request('room:create')).room.number);
    await host.request('room:lock', { locked: true });
  }
  const members = await Promise.all(Array.from({ length: guessers }, () => openMember(url)));
  const kinds = new Set<string>();
  let entered = 0;
  for (let done = 0; done < count; done += guessers) {
    await Promise.all(
      members.map(async (member, index) => {
        // Every tenth try hits: what is refused then must look like the rest.
        const hit = (done / guessers + index) % 10 === 0;
        const number = hit ? numbers[index % numbers.length] : String(done + index).padStart(5, '0');
        const reply = await member.ask('room:join', { number });
        if (reply.ok) entered += 1;
        else if (reply.error.code === 'room-unavailable') kinds.add(JSON.stringify(reply));
        else if (!reply.error.code.startsWith('too-')) kinds.add(JSON.stringify(reply));
      }),
    );
  }
  for (const member of [...hosts, ...members]) member.close();
  return [
    none('rooms entered', entered),
    none('refusals that differ', kinds.size - 1),
    none('alarms that were missed', alarm.test(server.output.stderr) ? 0 : 1),
  ];
}

async function openMember(url: string): Promise<Member> {
  return Member.open(url, await registerAccount(url));
}
