// `npm run load -- chat`: people write in groups for a while; what was lost on the way, and how long it took. Called by load.ts.
import { writeFileSync } from 'node:fs';
import { createRandom } from '../../peers/random.ts';
import { calm, type CutStep, type MessageDevice } from '../../peers/message-device.ts';
import { DelayHistogram } from '../measure/delay-histogram.ts';
import { accountPassword } from '../server/account-password.ts';
import { requireOwnServer } from '../server/require-own-server.ts';
import { exitCodes, type VerdictWord } from '../runs/verdict.ts';
import { runCallBeside } from './call-beside.ts';
import { ChatCrew, type Group } from './chat-crew.ts';
import type { ChatOptions } from './chat-options.ts';
import { type ChatTally, judgeChat, type Written } from './judge-chat.ts';
import { Readers, type ReadersResult } from './readers.ts';

interface Delays {
  readonly p50: number | undefined;
  readonly p99: number | undefined;
}

/** All delays in milliseconds. */
export interface ChatResult extends ChatTally {
  readonly seconds: number;
  /** Messages that the server answered, each second. */
  readonly sentPerSecond: number;
  /** From asking the server to its answer: the message is on its disk. */
  readonly ackMs: Delays;
  /** From writing a message to its notice at another member, in lines that stand. */
  readonly deliveryMs: Delays;
  /** How much later than asked this program's own turns began: what the delays hold of it. */
  readonly ownLagMs: Delays;
  readonly pages?: ReadersResult;
  readonly searches?: ReadersResult;
  readonly call?: unknown;
  readonly verdict: VerdictWord;
}

const tickMs = 10;
const settleMs = 60_000;
/** Of the requests whose line is cut, at one of the steps; and of the lines that are cut each second. */
const cutShare = 0.02;
const cutPerSecond = 0.02;
const steps: readonly CutStep[] = ['before', 'leaving', 'working', 'answered'];

/**
 * Runs it, prints the result as JSON and writes it where it is to be.
 * @returns the exit code
 * @throws LoadError when it could not be run
 */
export async function runChat(options: ChatOptions, say: (line: string) => void): Promise<number> {
  const { url, seed } = options;
  const password = accountPassword(url, options.password, seed);
  await requireOwnServer(new URL(url).hostname, options.iOwnThisServer);
  const crew = new ChatCrew({ url, seed, password, say });
  try {
    say(`Signing in ${options.people} people.`);
    await crew.open(url, options.people, options.groups, options.size);
    say(`Writing for ${options.seconds} s.`);
    const result = await measure(options, crew);
    const text = JSON.stringify(result, undefined, 2);
    console.log(text);
    if (options.json !== undefined) writeFileSync(options.json, `${text}\n`);
    return exitCodes[result.verdict];
  } finally {
    crew.close();
  }
}

async function measure(options: ChatOptions, crew: ChatCrew): Promise<ChatResult> {
  const { url, seed, seconds, cut, pages, searches, besideCall } = options;
  const random = createRandom(seed);
  const [acks, deliveries, lags] = [new DelayHistogram(), new DelayHistogram(), new DelayHistogram()];
  const sentAtMs = new Map<string, number>();
  let answered = 0;
  for (const device of crew.devices) {
    device.onAnswered = (name, ms) => {
      if (name !== 'message:send') return;
      answered += 1;
      acks.add(ms);
    };
    device.onNotice = (notice) => {
      const message = notice.name === 'conversation:changed' ? notice.body.message : undefined;
      const since = message && message.senderId !== device.accountId ? sentAtMs.get(message.text) : undefined;
      if (since !== undefined) deliveries.add(performance.now() - since);
    };
    if (cut) device.chaos = { ...calm, cutAt: () => (random() < cutShare ? pick(steps, random) : undefined) };
  }
  const call = besideCall ? runCallBeside(url, options.password, seconds) : undefined;
  const readers = new Readers(crew, random);
  readers.start(pages, searches);
  const cutting = cut ? setInterval(() => cutSome(crew.devices, random), 1000) : undefined;
  const written = await write(options, crew.groups, { random, sentAtMs, lags });
  const sentPerSecond = Math.round((10 * answered) / seconds) / 10;
  clearInterval(cutting);
  readers.stop();
  for (const device of crew.devices) device.chaos = calm;
  await crew.settle(settleMs, () => judgeChat(written, crew.kept()).lost === 0);
  const tally = judgeChat(written, crew.kept());
  const ofCall = await call;
  const isWhole = tally.lost === 0 && tally.doubled === 0 && tally.outOfOrder === 0;
  return {
    ...tally,
    seconds,
    sentPerSecond,
    ackMs: delaysOf(acks),
    deliveryMs: delaysOf(deliveries),
    ownLagMs: delaysOf(lags),
    ...(pages > 0 && { pages: readers.result('pages') }),
    ...(searches > 0 && { searches: readers.result('searches') }),
    ...(ofCall !== undefined && { call: ofCall }),
    verdict: isWhole ? 'pass' : 'fail',
  };
}

interface Writing {
  readonly random: () => number;
  /** When each text was written, by this process's clock. */
  readonly sentAtMs: Map<string, number>;
  readonly lags: DelayHistogram;
}

/** Writes at the rate that is asked for; what a late turn missed is written in the next one. */
async function write(
  { rate, seconds }: ChatOptions,
  groups: readonly Group[],
  { random, sentAtMs, lags }: Writing,
): Promise<Written[]> {
  const written: Written[] = [];
  const run = Math.floor(random() * 1e9).toString(36) + Date.now().toString(36);
  const startMs = performance.now();
  for (let turn = 1; ; turn += 1) {
    const elapsedMs = performance.now() - startMs;
    const until = Math.min(seconds * 1000, elapsedMs);
    while (written.length < (until / 1000) * rate) {
      const { id: group, devices } = pick(groups, random);
      const device = pick(devices, random);
      const text = `${run} ${written.length} 今天下午三点开会`;
      written.push({ group, text, senderId: device.accountId });
      sentAtMs.set(text, performance.now());
      await device.sync.send(group, text);
    }
    if (elapsedMs >= seconds * 1000) return written;
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, startMs + turn * tickMs - performance.now())),
    );
    lags.add(performance.now() - startMs - turn * tickMs);
  }
}

function cutSome(devices: readonly MessageDevice[], random: () => number): void {
  for (const device of devices) if (random() < cutPerSecond) device.cut();
}

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

const rounded = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(10 * ms) / 10);

function delaysOf(delays: DelayHistogram): Delays {
  return { p50: rounded(delays.belowMs(0.5)), p99: rounded(delays.belowMs(0.99)) };
}
