// `npm run bench:search [-- --messages N --queries N --mariadb]`: how long a search takes among many messages. Half of them are in Chinese;
// the queries are random parts of them of 1 to 6 characters.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../peers/random.ts';
import { percentileOf } from '../../load/measure/statistics.ts';
import { searchMessages } from '../../server/features/messages/searcher.ts';
import type { Database } from '../../sql/database.ts';
import { defaultSettings } from '../../sql/member-settings.ts';
import { plainDetails } from '../../sql/message-details.ts';
import { openDatabase } from '../../sql/open-database.ts';
import { startMariadb } from '../helpers/mariadb.ts';

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '1000' },
    mariadb: { type: 'boolean', default: false },
  },
});
const count = Number(options.messages);
const queries = Number(options.queries);
const perTransaction = 500;
const conversations = 100;
const startMs = 1_800_000_000_000;
const random = createRandom(15);
const below = (end: number): number => Math.floor(random() * end);
/** The first of many are frequent, the last are rare, as words are. */
const frequent = (end: number): number => Math.floor(end * random() ** 3);
const han = Array.from({ length: 3000 }, (_, index) => String.fromCodePoint(0x4e00 + 6 * index));
const words =
  'the of and to in is you that it he was for on are with they at be this have from or one had by word but not what all were we when your can said there use each which she how their will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part'.split(
    ' ',
  );

function writeText(): string {
  const length = 5 + below(20);
  if (random() < 0.5) return Array.from({ length }, () => han[frequent(han.length)]).join('');
  return Array.from({ length: Math.ceil(length / 2) }, () => words[frequent(words.length)]).join(' ');
}

const id = (kind: string, index: number): string => `${kind}-${index}`.padEnd(22, 'x');

async function fill(database: Database): Promise<string[]> {
  const login = { phone: '1', nickname: 'n', nicknameKey: 'n', salt: 's', credential: 'c' };
  await database.accounts.insert({ id: 'reader', ...login, disabled: false, createdAtMs: 0 });
  for (let index = 0; index < conversations; index += 1) {
    const conversationId = id('c', index);
    const counters = { lastSeq: count, lastChange: count, activeAtMs: startMs };
    const kind = { kind: 'group', title: 'Group', directKey: undefined } as const;
    await database.conversations.insert({ id: conversationId, ...kind, ...counters });
    await database.members.put([
      {
        conversationId,
        accountId: 'reader',
        role: 'owner',
        joinedSeq: 1,
        joinedAtMs: startMs,
        leftSeq: undefined,
        readSeq: 0,
        hasWritten: true,
        change: 1,
        eventNumber: index + 1,
        settings: defaultSettings,
      },
    ]);
  }
  const samples: string[] = [];
  for (let start = 0; start < count; start += perTransaction)
    await database.transaction(async ({ messages }) => {
      for (let index = start; index < Math.min(count, start + perTransaction); index += 1) {
        const text = writeText();
        if (random() < 2000 / count) samples.push(text);
        const seq = 1 + Math.floor(index / conversations);
        await messages.insert({
          conversationId: id('c', index % conversations),
          seq,
          change: seq,
          sentChange: seq,
          senderId: 'reader',
          clientId: index.toString(16).padStart(32, '0'),
          sentHash: '',
          text,
          sentAtMs: startMs + index * 100,
          editedAtMs: undefined,
          recalled: false,
          details: plainDetails,
        });
      }
    });
  return samples;
}

const dataDir = await mkdtemp(join(tmpdir(), 'plenum-bench-search-'));
const mariadb = options.mariadb ? await startMariadb(['--innodb-buffer-pool-size=512M']) : undefined;
const database = await openDatabase({ dataDir, url: mariadb?.url('plenum') });
try {
  const beganMs = performance.now();
  const samples = await fill(database);
  const filledS = (performance.now() - beganMs) / 1000;
  const tookMs: number[] = [];
  let cut = 0;
  for (let turn = 0; turn < queries; turn += 1) {
    const source = Array.from(samples[below(samples.length)] ?? '');
    const from = below(source.length);
    const text = source.slice(from, from + 1 + below(6)).join('');
    if (text.trim() === '') continue;
    const askedMs = performance.now();
    const parts = { database, elapsedMs: () => performance.now() };
    const { hits, before } = await searchMessages(parts, 'reader', { text });
    tookMs.push(performance.now() - askedMs);
    if (before !== undefined && hits.length < 50) cut += 1;
  }
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentileOf(tookMs, share).toFixed(1));
  console.log(
    `${options.mariadb ? 'MariaDB' : 'SQLite'}: ${count} messages (stored in ${filledS.toFixed(0)} s), ${tookMs.length} queries: p50 ${p50} ms, p99 ${p99} ms, longest ${max} ms; ${cut} ended by time with a page that is not full.`,
  );
} finally {
  await database.close();
  await mariadb?.stop();
  await rm(dataDir, { recursive: true });
}
