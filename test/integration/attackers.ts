// What an attacker with many accounts of one address does to a server, over its own doors. Used by two-worlds.test.ts.
import { randomBytes } from 'node:crypto';
import { askHttp, Member, registerAccount } from './member.ts';

/** Passwords tried at one address: more than are free there, fewer than are spared for a class. */
const sprayedLogins = 250;
const atOnce = 20;

/** Session tokens that are made up: more than are looked up for one address in a minute. */
const fakeTokens = 700;

/** How often each refusal was answered, `ok` among them. */
export type Answers = Map<string, number>;

/** Accounts registered at one address, each with a window. */
export async function openAttackers(url: string, address: string, count: number): Promise<Member[]> {
  const members: Member[] = [];
  await inTurn(count, async () => {
    const account = await registerAccount(url, undefined, address);
    members.push(await Member.open(url, account, undefined, address));
  });
  return members;
}

/** One wrong password at each of many logins. */
export async function spray(url: string, address: string): Promise<Answers> {
  const answers: Answers = new Map();
  await inTurn(sprayedLogins, async (index) => {
    const input = { login: `137${String(index).padStart(8, '0')}`, digest: randomBytes(16).toString('hex') };
    const { body } = await askHttp(url, 'account:sign-in', input, undefined, address);
    count(answers, body.error?.code ?? 'ok');
  });
  return answers;
}

/** Asks with session tokens that no account has. */
export async function makeUpTokens(url: string, address: string): Promise<Answers> {
  const answers: Answers = new Map();
  await inTurn(fakeTokens, async () => {
    const token = randomBytes(32).toString('base64url');
    const { body } = await askHttp(url, 'account:ticket', {}, token, address);
    count(answers, body.error?.code ?? 'ok');
  });
  return answers;
}

/**
 * Every account asks as fast as it may: for a PIN, for strangers' rooms, for rooms, for what costs most, until each is refused.
 *
 * @param target the room whose PIN is guessed, always wrongly
 * @returns how each request was answered; those for strangers' rooms as `guess`. A guess that finds a room, which as likely as not
 *   is another attacker's, leaves it again
 */
export async function attackRooms(
  members: readonly Member[],
  target: { readonly number: string; readonly pin: string },
): Promise<Answers> {
  const answers: Answers = new Map();
  const ask = async (member: Member, name: string, input: unknown = {}, as = name): Promise<boolean> => {
    const reply = await member.ask(name, input);
    count(answers, `${as} ${reply.ok ? 'ok' : reply.error.code}`);
    return reply.ok;
  };
  const openRoom = async (member: Member): Promise<void> => {
    // Who asks too fast to leave would stay in it, and open no other.
    if (await ask(member, 'room:create')) await member.requestPatiently('room:leave');
  };
  await Promise.all(
    members.map(async (member, index) => {
      const pin = String((Number(target.pin) + 1 + index) % 1_000_000).padStart(6, '0');
      for (let tried = 0; tried < 12; tried += 1) {
        await ask(member, 'room:join', { number: target.number, pin });
        const number = String(100 * index + tried).padStart(5, '0');
        if (await ask(member, 'room:join', { number }, 'guess')) await member.requestPatiently('room:leave');
        await openRoom(member);
      }
      await openRoom(member);
      const consumerIds = Array.from({ length: 400 }, (_, id) => `consumer-${id}`);
      for (let asked = 0; asked < 6; asked += 1) await ask(member, 'media:resume', { consumerIds });
    }),
  );
  return answers;
}

function count(answers: Answers, what: string): void {
  answers.set(what, (answers.get(what) ?? 0) + 1);
}

async function inTurn(times: number, act: (index: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < times; start += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, times - start) }, (_, index) => act(start + index)),
    );
}
