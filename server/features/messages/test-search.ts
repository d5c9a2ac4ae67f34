// Many searches on one feature, each compared with a look at every message; shows whether a database finds what is there.
import { expect } from 'vitest';
import { foldText } from '../../../messages/search-words.ts';
import type { TestMessages } from './test-messages.ts';

/** More than are looked through before the index of a database is asked. */
const messageCount = 400;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces = [
  '会议', '明天', '下午', '三点', '我', '的', '你好', '項目', 'カメラ', 'ミーティング', '한국어', 'ＡＢＣ１２', 'ﬁn',
  'the ', 'The', 'to be ', 'meeting', 'Zoom', 'zz', 'z1', 'ΟΔΟΣ', 'Straße', 'é', 'naïve', 'a', 'I', 'x', 'xx', '42', '1.5',
  '😀', '👩‍👩‍👧', '🇨🇳', '❤️', ' ', '  ', '\n', '\t', '。', '，', '!', '?', '"', '*', '-', '+', '(', ')', ':', '%', '_', '\\', "'",
  'NEAR', 'AND', ' OR ', 'NOT', 'yy6', '#', '𠀀', '㎏',
]; // biome-ignore format: one list

/** @param queries of 1 to 6 characters each, most of them parts of messages */
export async function searchLikeScan(messages: TestMessages, queries: number, seed: number): Promise<void> {
  const chance = chanceFrom(seed);
  const below = (count: number): number => Math.floor(chance() * count);
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const groups = [await messages.group(ann, bob), await messages.group(ann, bob)];
  const texts: string[] = [];
  while (texts.length < messageCount) {
    const text = Array.from({ length: 1 + below(12) }, () => pieces[below(pieces.length)]).join('');
    if (text.trim() === '') continue;
    const conversation = groups[texts.length % groups.length] ?? '';
    await messages.send(texts.length % 3 === 0 ? bob : ann, conversation, text);
    messages.elapsedMs += 1000;
    texts.push(text);
  }
  for (let turn = 0; turn < queries; turn += 1) {
    const source = Array.from(turn % 10 === 0 ? pieces.join('') : (texts[below(texts.length)] ?? ''));
    const start = below(source.length);
    const text = source
      .slice(start, start + 1 + below(6))
      .join('')
      .replaceAll(/[\n\t]/g, ' ');
    if (text.trim() === '') continue;
    const folded = foldText(text).trim();
    const expected = texts.filter((one) => foldText(one).includes(folded)).toReversed();
    expect({ text, found: await allHits(messages, bob, text) }).toEqual({ text, found: expected });
  }
}

/** The texts of all pages of a search. */
export async function allHits(messages: TestMessages, accountId: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (let before: number | undefined; ; ) {
    const input = before === undefined ? { text } : { text, before };
    const page = await messages.ask(accountId, 'message:search', input);
    found.push(...page.hits.map(({ message }) => message.text));
    if (page.before === undefined) return found;
    before = page.before;
  }
}
