// One network asks for as many password hashes as it can, while a class at another address registers and signs in. A trusted
// proxy on this machine names the addresses.
import { createHash, randomBytes } from 'node:crypto';
import { httpPathOf, type RequestNameOf } from '../../protocol/requests.ts';
import type { ServerProcess } from '../helpers/server.ts';
import type { HttpAnswer } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

/** Honest people, one after the other. */
const people = { gate: 5, short: 60, long: 300 };
/** More than the server lets wait. */
const floodAtOnce = 450;
/**
 * Hashes of the flood that are done while an honest person registers, who needs two: for each, those that run and two turns of four
 * sign-ins and a registration; and answers that are on their way. In a queue without turns they are 400 and more.
 */
const overtakingMax = 120;
/** All of one router. */
const classAddress = '198.51.100.7';

export const hashing: TortureTest = {
  id: 'hashing',
  sentence:
    'Guesses at passwords and registers from 65,536 networks of one IPv6 /48, 450 requests at a time, while a class behind one router registers and signs in (60 people; in the long form 300).',
  longMinutes: 3,
  run: ({ form }) =>
    besideCanary((server) => floodHashing(server, people[form]), {
      TRUSTED_PROXIES: '127.0.0.1',
    }),
};

async function floodHashing({ url }: ServerProcess, count: number): Promise<Check[]> {
  const flood = new Flood(url);
  const running = Array.from({ length: floodAtOnce }, () => flood.run());
  let refused = 0;
  let overtaken = 0;
  const tell = async (asked: () => Promise<HttpAnswer>): Promise<HttpAnswer> => {
    const before = flood.hashed;
    const answer = await asked();
    overtaken = Math.max(overtaken, flood.hashed - before);
    if (answer.status !== 200) refused += 1;
    return answer;
  };
  for (let index = 0; index < count; index += 1) {
    const phone = `1380${1_000_000 + index}`;
    const [own, nicknameDigest] = [saltAndDigest(), saltAndDigest()];
    const form = { phone, nickname: `pupil ${index}`, ...own, nicknameDigest };
    await tell(() => askFrom(classAddress, url, 'account:register', form));
    await tell(() => askFrom(classAddress, url, 'account:sign-in', { login: phone, digest: own.digest }));
  }
  flood.stop();
  await Promise.all(running);
  return [
    none('honest people refused', refused),
    {
      name: 'hashes before an honest one',
      unit: '',
      promised: overtakingMax,
      measured: overtaken,
      worst: overtaken,
    },
    none('floods without a hash', flood.hashed === 0 ? 1 : 0),
  ];
}

/** Asks for hashes until it is stopped; every other of its requests would register. */
class Flood {
  readonly #url: string;
  #asked = 0;
  #stopped = false;
  /** Answers for which a password was hashed. */
  hashed = 0;

  constructor(url: string) {
    this.#url = url;
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      this.#asked += 1;
      const address = `2001:db8:bad:${(this.#asked % 65_536).toString(16)}::1`;
      const asked = this.#asked % 2 === 0 ? this.#guess(address) : this.#register(address);
      // The server may close connections of so many; what matters is that it goes on.
      const answer = await asked.catch(() => undefined);
      if (answer?.status === 200 || answer?.body.error?.code === 'wrong-credentials') this.hashed += 1;
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  #guess(address: string): Promise<HttpAnswer> {
    const input = {
      login: `1370${randomBytes(4).readUInt32BE()}`.slice(0, 15),
      digest: randomBytes(16).toString('hex'),
    };
    return askFrom(address, this.#url, 'account:sign-in', input);
  }

  #register(address: string): Promise<HttpAnswer> {
    const name = randomBytes(6).toString('hex');
    const phone = `1360${randomBytes(4).readUInt32BE()}`.slice(0, 15);
    return askFrom(address, this.#url, 'account:register', {
      phone,
      nickname: `flood ${name}`,
      ...saltAndDigest(),
    });
  }
}

function saltAndDigest(): { readonly salt: string; readonly digest: string } {
  const salt = randomBytes(16).toString('hex');
  return { salt, digest: createHash('md5').update(`${salt}a password`).digest('hex') };
}

/** Asks as the client of a trusted proxy. */
async function askFrom(
  address: string,
  url: string,
  name: RequestNameOf<'http'>,
  input: unknown,
): Promise<HttpAnswer> {
  const response = await fetch(url + httpPathOf(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as HttpAnswer['body'] };
}
