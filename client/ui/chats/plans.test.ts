import { expect, test } from 'vitest';
import type { Message } from '../../../protocol/messages/model.ts';
import { mentionsOf, planMention } from './plan-mention.ts';
import { isPrepended, planLines } from './plan-lines.ts';
import { planReaders } from './plan-readers.ts';
import { readAfterMs, ReadingWatch } from './reading-watch.ts';
import { bytesOver } from './text-bytes.ts';

const dayMs = 86_400_000;
const message = (seq: number, senderId: string, sentAtMs: number): Message => ({
  seq,
  change: seq,
  senderId,
  clientId: `client ${seq}`,
  text: 'x',
  sentAtMs,
});
const dayOf = (atMs: number) => String(Math.floor(atMs / dayMs));
const plan = (messages: Message[], readSeq = 99) =>
  planLines({ messages, outgoing: [], readSeq, ownId: 'me', dayOf });

test('days, the line before what is unread, and groups of one sender stand in the view', () => {
  const lines = plan(
    [
      message(1, 'bo', 0),
      message(2, 'bo', 60_000),
      message(3, 'bo', 120_000),
      message(4, 'cy', 180_000),
      message(5, 'cy', dayMs),
    ],
    2,
  );
  const shown = lines.map((line) =>
    line.kind === 'message' ? `${line.message.seq}${line.isFirst ? ' first' : ''}` : line.kind,
  );
  expect(shown).toEqual(['day', '1 first', '2', 'unread', '3 first', '4 first', 'day', '5 first']);
});

test('row 13: older messages are noticed before those that stood there, newer ones are not', () => {
  const old = plan([message(1, 'bo', 0), message(2, 'bo', 1)]);
  expect(isPrepended(old, 'client 2')).toBe(true);
  expect(isPrepended(old, 'client 1')).toBe(false);
  expect(isPrepended(old, undefined)).toBe(false);
  expect(isPrepended(old, 'of another stretch')).toBe(false);
});

test('row 8: only what was on the screen for a while in a focused window is read', () => {
  const watch = new ReadingWatch();
  const range = { fromSeq: 3, toSeq: 5 };
  expect(watch.look(0, { range, isFocused: false })).toEqual({ seq: undefined, againAfterMs: undefined });
  expect(watch.look(1000, { range, isFocused: true })).toEqual({ seq: undefined, againAfterMs: readAfterMs });
  const scrolled = { fromSeq: 4, toSeq: 6 };
  expect(watch.look(1300, { range: scrolled, isFocused: true }).seq).toBeUndefined();
  expect(watch.look(1000 + readAfterMs, { range: scrolled, isFocused: true }).seq).toBe(5);
  expect(watch.look(1400 + readAfterMs, { range: scrolled, isFocused: false }).seq).toBeUndefined();
  expect(watch.look(1401 + readAfterMs, { range: scrolled, isFocused: true }).seq).toBeUndefined();
});

test('a text is too long by its bytes, not by its letters', () => {
  expect(bytesOver('x'.repeat(16_000))).toBe(0);
  expect(bytesOver('x'.repeat(16_003))).toBe(3);
  expect(bytesOver('中'.repeat(5334))).toBe(2);
});

const members = [
  { accountId: 'a', nickname: 'Ann' },
  { accountId: 'h', nickname: 'Hannah' },
  { accountId: 'w', nickname: '王小明' },
];

test('names are offered after an @, those that begin so first, and not within an address', () => {
  const offered = (text: string) =>
    planMention(text, text.length, members)?.members.map(({ nickname }) => nickname);
  expect(offered('hi @an')).toEqual(['Ann', 'Hannah']);
  expect(offered('你好@王')).toEqual(['王小明']);
  expect(offered('jo@an')).toBeUndefined();
  expect(offered('@nn nothing')).toBeUndefined();
});

test('whom a text names is sent with it, each once, and everyone by a word for all', () => {
  expect(mentionsOf('@Ann @Ann and @王小明', members, ['everyone'])).toEqual({ mentions: ['a', 'w'] });
  expect(mentionsOf('@everyone', members, ['everyone'])).toEqual({ everyone: true });
  expect(mentionsOf('@everyone', members, [])).toEqual({});
});

test('who has read a message is told from the marks of present members besides the sender', () => {
  const member = (accountId: string, present = true) => ({
    accountId,
    nickname: accountId,
    role: 'member' as const,
    present,
    change: 1,
  });
  const receipts = [
    { accountId: 'b', deliveredSeq: 9, readSeq: 5 },
    { accountId: 'c', deliveredSeq: 5, readSeq: 4 },
  ];
  expect(
    planReaders(
      { seq: 5, senderId: 'a' },
      ['a', 'b', 'c', 'd'].map((id) => member(id)).concat(member('e', false)),
      receipts,
    ),
  ).toEqual({ read: ['b'], delivered: ['c'], others: ['d'] });
});
