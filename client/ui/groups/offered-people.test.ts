import { expect, test } from 'vitest';
import type { Contact, Person } from '../../../protocol/people/model.ts';
import { offeredPeople } from './offered-people.ts';

const contact = (nickname: string, changes: Partial<Contact> = {}): Contact => ({
  accountId: nickname,
  nickname,
  change: 1,
  relation: 'contact',
  sinceMs: 0,
  labels: [],
  starred: false,
  blocked: false,
  sortKey: nickname.toLowerCase(),
  ...changes,
});
const person = (nickname: string): Person => ({ accountId: nickname, nickname });
const ids = (people: readonly Person[]) => people.map(({ accountId }) => accountId);

test('contacts are offered in order of their names; requests and blocked people are not', () => {
  const contacts = [
    contact('Zoe'),
    contact('Ada'),
    contact('Bo', { relation: 'sent' }),
    contact('Cy', { blocked: true }),
  ];
  expect(ids(offeredPeople({ contacts, found: [], chosen: new Map(), query: '' }))).toEqual(['Ada', 'Zoe']);
});

test('what was typed narrows contacts by remark, nickname or pinyin; who was chosen stays, and each stands once', () => {
  const contacts = [contact('王小明', { sortKey: 'wangxiaoming' }), contact('Ada', { remark: 'Boss' })];
  const chosen = new Map([['Zoe', person('Zoe')]]);
  const offer = (query: string, found: readonly Person[] = []) =>
    ids(offeredPeople({ contacts, found, chosen, query }));
  expect(offer('wang')).toEqual(['Zoe', '王小明']);
  expect(offer('boss')).toEqual(['Zoe', 'Ada']);
  expect(offer('ada', [person('Ada'), person('Adam'), person('Zoe')])).toEqual(['Zoe', 'Ada', 'Adam']);
});
