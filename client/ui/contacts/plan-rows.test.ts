import { expect, test } from 'vitest';
import type { Contact } from '../../../protocol/people/model.ts';
import { labelsOf, planRows, type Row } from './plan-rows.ts';

const contact = (nickname: string, sortKey: string, changes: Partial<Contact> = {}): Contact => ({
  accountId: nickname,
  nickname,
  change: 1,
  relation: 'contact',
  sinceMs: 0,
  labels: [],
  starred: false,
  blocked: false,
  sortKey,
  ...changes,
});

const all = { query: '', label: undefined, showsFolded: false };
const written = (rows: readonly Row[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'contact') return row.contact.nickname;
    if (row.kind === 'folded') return `${row.count} folded`;
    return `[${row.head.name === 'letter' ? row.head.letter : row.head.name}]`;
  });

const people = [
  contact('王小明', 'wangxiaoming', { labels: ['Work'] }),
  contact('Ada', 'ada', { starred: true }),
  contact('Иван', 'иван'),
  contact('asked', 'asked', { relation: 'received' }),
  contact('waiting', 'waiting', { relation: 'sent' }),
  contact('Eve', 'eve', { blocked: true, labels: ['Home', 'Work'] }),
];

test('requests stand first, then stars, letters by pinyin, what was sent, and who is blocked', () => {
  expect(written(planRows(people, all))).toEqual([
    '[requests]',
    'asked',
    '[starred]',
    'Ada',
    '[A]',
    'Ada',
    '[W]',
    '王小明',
    '[#]',
    'Иван',
    '[sent]',
    'waiting',
    '[blocked]',
    'Eve',
  ]);
});

test('a contact is found by pinyin, nickname and remark, and a label chooses among them', () => {
  const found = (query: string) =>
    written(planRows(people, { ...all, query })).filter((row) => !row.startsWith('['));
  expect(found('xiaom')).toEqual(['王小明']);
  expect(found('小明')).toEqual(['王小明']);
  expect(found('ИВ')).toEqual(['Иван']);
  expect(found('nobody')).toEqual([]);
  const mo = contact('محمد', 'mo', { remark: 'Mo' });
  expect(written(planRows([mo], { ...all, query: 'محمد' }))).toHaveLength(2);
  expect(written(planRows(people, { ...all, label: 'Work' }))).toEqual(['[W]', '王小明', '[blocked]', 'Eve']);
  expect(labelsOf(people)).toEqual(['Home', 'Work']);
});

test('T7: requests of many new accounts are one row until they are unfolded', () => {
  const flood = Array.from({ length: 100 }, (_, index) =>
    contact(`f${index}`, `f${index}`, { relation: 'received', fresh: true }),
  );
  expect(written(planRows(flood, all))).toEqual(['[requests]', '100 folded']);
  expect(planRows(flood, { ...all, showsFolded: true })).toHaveLength(101);
});

test('every row has a key of its own', () => {
  const rows = planRows(people, all);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
