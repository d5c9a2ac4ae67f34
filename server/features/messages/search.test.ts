import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { historyPageMax, searchMaxMs } from '../../../protocol/messages/message-limits.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import type { SearchedPart } from '../../../sql/message-search.ts';
import { searchMessages } from './searcher.ts';
import { startMs, TestMessages } from './test-messages.ts';
import { allHits, searchLikeScan } from './test-search.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

async function found(accountId: string, input: RequestInput<'message:search'>): Promise<string[]> {
  const { hits } = await messages.ask(accountId, 'message:search', input);
  return hits.map(({ message }) => message.text);
}

test('row 15: a search finds what a look at every message finds', async () => {
  await searchLikeScan(messages, 400, 15);
});

test('T12: what is an operator to a database is text here, and a search that is too long is refused as input', async () => {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const group = await messages.group(ann, bob);
  const texts = ['+a -b "c" NEAR(x y) d*', "x' OR 1=1 --", 'words:a ^b', '%_%', 'a AND NOT b'];
  for (const text of texts) await messages.send(ann, group, text);
  for (const text of [...texts, 'NEAR(', '"', '*', '-b', '%', '_', "'", ':', '^', 'AND NOT'])
    expect(await found(bob, { text })).toEqual(texts.filter((one) => one.includes(text)).toReversed());
  expect(() => messages.ask(bob, 'message:search', { text: 'a'.repeat(16_000) })).toThrow();
  const terms = Array.from({ length: 50 }, (_, index) => index % 10).join(' ');
  expect(await found(bob, { text: terms })).toEqual([]);
});

describe('who finds what', () => {
  test('T1: who was removed finds nothing that came or changed after, who joined later nothing from before', async () => {
    const [ann = '', bob = '', cid = '', eve = ''] = await messages.register('ann', 'bob', 'cid', 'eve');
    const group = await messages.group(ann, bob);
    await messages.send(ann, group, 'plan one');
    await messages.send(ann, group, 'plan two');
    await messages.befriend(ann, cid);
    await messages.ask(ann, 'conversation:add-members', { conversation: group, accountIds: [cid] });
    await messages.send(ann, group, 'plan three');
    await messages.ask(ann, 'conversation:remove-member', { conversation: group, accountId: bob });
    await messages.send(ann, group, 'plan four');
    await messages.ask(ann, 'message:edit', { conversation: group, seq: 1, text: 'plan anew' });
    expect(await found(ann, { text: 'plan' })).toEqual(['plan four', 'plan three', 'plan two', 'plan anew']);
    expect(await found(bob, { text: 'plan' })).toEqual(['plan three', 'plan two']);
    expect(await found(cid, { text: 'plan' })).toEqual(['plan four', 'plan three']);
    expect(await found(eve, { text: 'plan' })).toEqual([]);
    expect(await found(eve, { text: 'plan', conversation: group })).toEqual([]);
  });

  test('T4: an edited message is found by its new text alone, a recalled one by none', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const group = await messages.group(ann, bob);
    await messages.send(ann, group, 'the first words');
    await messages.send(ann, group, '收回的消息');
    await messages.ask(ann, 'message:edit', { conversation: group, seq: 1, text: 'the second words' });
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 2 });
    expect(await allHits(messages, bob, 'first')).toEqual([]);
    expect(await allHits(messages, bob, 'second')).toEqual(['the second words']);
    for (const text of ['收回', '消', '收回的消息']) expect(await allHits(messages, bob, text)).toEqual([]);
  });

  test('a conversation that was opened and not written in is found by neither, and the first message by both', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const { conversation } = (await messages.ask(ann, 'conversation:open-direct', { accountId: bob })).state;
    expect(await found(bob, { text: 'hello', conversation })).toEqual([]);
    await messages.send(ann, conversation, 'hello bob');
    expect(await found(bob, { text: 'hello', conversation })).toEqual(['hello bob']);
  });
});

test('conversation, sender and time narrow a search', async () => {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const [one, two] = [await messages.group(ann, bob), await messages.group(ann, bob)];
  const beginMs = startMs + messages.elapsedMs;
  for (const [index, conversation] of [one, two, one, two].entries()) {
    await messages.send(index < 2 ? ann : bob, conversation, `note ${index}`);
    messages.elapsedMs += 1000;
  }
  const narrowed = (input: Omit<RequestInput<'message:search'>, 'text'>) =>
    found(ann, { text: 'note', ...input });
  expect(await narrowed({ conversation: one })).toEqual(['note 2', 'note 0']);
  expect(await narrowed({ sender: bob })).toEqual(['note 3', 'note 2']);
  expect(await narrowed({ sender: bob, conversation: one })).toEqual(['note 2']);
  expect(await narrowed({ fromMs: beginMs + 1000 })).toEqual(['note 3', 'note 2', 'note 1']);
  expect(await narrowed({ toMs: beginMs + 1000 })).toEqual(['note 0']);
  expect(await narrowed({ fromMs: beginMs + 1000, toMs: beginMs + 2000 })).toEqual(['note 1']);
});

test('pages follow each other from new to old without a hole, also where messages come meanwhile', async () => {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const group = await messages.group(ann, bob);
  const count = 2 * historyPageMax + 7;
  for (let index = 0; index < count; index += 1) await messages.send(ann, group, `page ${index}`);
  const pages: string[][] = [];
  for (let before: number | undefined; ; ) {
    const page = await messages.ask(bob, 'message:search', { text: 'page', before });
    pages.push(page.hits.map(({ message }) => message.text));
    await messages.send(ann, group, 'page of later');
    if (page.before === undefined) break;
    before = page.before;
  }
  expect(pages.map(({ length }) => length)).toEqual([historyPageMax, historyPageMax, 7]);
  expect(pages.flat()).toEqual(Array.from({ length: count }, (_, index) => `page ${count - 1 - index}`));
});

test('T12: a search ends when its time is up, and says where to go on', async () => {
  let elapsedMs = 0;
  let looks = 0;
  async function* parts(): AsyncGenerator<SearchedPart> {
    for (let downTo = 1000; ; downTo -= 1) {
      looks += 1;
      elapsedMs += searchMaxMs / 4;
      yield { found: [], downTo };
    }
  }
  const database = { search: { parts } } as unknown as TestMessages['database'];
  const answer = await searchMessages({ database, elapsedMs: () => elapsedMs }, 'ann', { text: 'rare' });
  expect(answer).toEqual({ hits: [], before: 997 });
  expect(looks).toBe(4);
});
