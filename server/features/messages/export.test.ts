// What an account is given of its own, over real HTTP.
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExportParts, exportLines } from './export-lines.ts';
import { ExportRoute } from './export-route.ts';
import { ConversationReader } from './conversation-reader.ts';
import { startMs, TestMessages } from './test-messages.ts';

let messages: TestMessages;
let parts: ExportParts;
beforeAll(async () => {
  messages = await TestMessages.open();
  const { database } = messages;
  parts = { database, reader: new ConversationReader(database, async () => []), now: () => startMs };
});
afterAll(() => messages.close());

async function linesOf(accountId: string): Promise<object[]> {
  const lines: object[] = [];
  for await (const line of exportLines(parts, accountId)) lines.push(line);
  return lines;
}

const textsOf = (lines: readonly object[]): unknown[] =>
  lines.flatMap((line) => ('text' in line && !('event' in line) ? [line.text] : []));

test('T1: T2: T4: an account is given all messages that it may see, over many pages, and no others; of recalled ones nothing', async () => {
  const [ann = '', bob = '', eve = ''] = await messages.register('ann', 'bob', 'eve');
  const group = await messages.group(ann, bob);
  for (let count = 1; count <= 250; count += 1) await messages.send(ann, group, `text ${count}`);
  await messages.ask(ann, 'message:recall', { conversation: group, seq: 7 });
  await messages.ask(bob, 'conversation:leave', { conversation: group });
  await messages.send(ann, group, 'after');
  await messages.send(eve, await messages.group(eve, eve), 'of others');
  const expected = Array.from({ length: 250 }, (_, index) => (index === 6 ? '' : `text ${index + 1}`));
  expect(textsOf(await linesOf(bob))).toEqual(expected);
  expect(textsOf(await linesOf(ann))).toEqual([...expected, 'after']);
  expect(JSON.stringify(await linesOf(bob))).not.toContain('text 7"');
});

test('a ticket opens the export once, within a minute, of the account that drew it', async () => {
  const [ann = ''] = await messages.register('ann');
  await messages.send(ann, await messages.group(ann, ann), 'mine');
  let elapsedMs = 0;
  const route = new ExportRoute({ ...parts, elapsedMs: () => elapsedMs });
  const http = Fastify();
  route.add(http);
  const get = (url: string) => http.inject({ method: 'GET', url });
  const path = route.draw(ann);
  const answer = await get(path);
  expect(answer.headers['content-type']).toContain('application/x-ndjson');
  const lines = answer.body
    .trim()
    .split('\n')
    .map((line): object => JSON.parse(line) as object);
  expect([lines[0], textsOf(lines)]).toMatchObject([{ type: 'account', accountId: ann }, ['mine']]);
  expect((await get(path)).statusCode).toBe(401);
  const late = route.draw(ann);
  elapsedMs = 60_000;
  expect((await get(late)).statusCode).toBe(401);
  expect((await get('/api/export/unknown')).statusCode).toBe(401);
  await http.close();
});
