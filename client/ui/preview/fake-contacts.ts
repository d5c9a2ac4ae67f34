// Contacts without server: made up, with every kind of relation, and each action answers at once. Used by fake-meeting.
import type { StoreApi } from 'zustand';
import type { ContactActions, ContactsState } from '../../app/contacts-model.ts';
import type { MeetingState } from '../../app/meeting-model.ts';
import type { Contact, Relation } from '../../../protocol/people/model.ts';

const names = ['王小明', 'Ada Byron', '李华', 'Zoë de Vries', 'محمد علي', 'Grace Hopper', '张伟', 'Иван'];
/** The first ones; all others are contacts. */
const relations: readonly Relation[] = ['received', 'sent', 'contact', 'contact'];

/** @param count of people @param own names in place of the made-up ones, which their words have too */
export function fakeContacts(count: number, own: readonly string[] | undefined): ContactsState {
  const contacts = Array.from({ length: count }, (_, index): Contact => {
    const name = (own ?? names)[index % (own ?? names).length] ?? '';
    const nickname = own !== undefined || index < names.length ? name : `${name} ${index}`;
    const words = own === undefined ? undefined : name;
    return {
      accountId: `person${index}`,
      nickname,
      ...(index === 3 && { formerNickname: words ?? 'Zoë' }),
      ...(index % 2 === 0 && { about: words ?? 'In the office until Friday' }),
      change: index + 1,
      relation: relations[index] ?? 'contact',
      sinceMs: Date.UTC(2026, 10, 30) - index * 3_600_000,
      ...(index < 2 && { word: words ?? 'Hello, we met on Monday.' }),
      ...(index === 4 && { remark: words ?? 'Mo' }),
      labels: index % 3 === 0 ? [words?.slice(0, 24) ?? 'Work'] : [],
      starred: index === 5,
      blocked: index === 6,
      sortKey: nickname.toLowerCase(),
    };
  });
  return {
    isKnown: true,
    byId: new Map(contacts.map((contact) => [contact.accountId, contact])),
    presences: new Map([
      ['person3', 'online'],
      ['person4', 'in-call'],
      ['person5', 'busy'],
      ['person7', 'away'],
    ]),
  };
}

export function createFakeContacts(
  store: Pick<StoreApi<MeetingState>, 'getState' | 'setState'>,
): ContactActions {
  const change = async (accountId: string, changes: Partial<Contact>): Promise<undefined> => {
    const { contacts } = store.getState();
    const found = contacts.byId.get(accountId);
    if (found === undefined) return;
    const byId = new Map(contacts.byId).set(accountId, { ...found, ...changes });
    store.setState({ contacts: { ...contacts, byId } });
  };
  return {
    findPhone: async (phone) => (phone === '10000' ? { code: 'too-often', retryAfterMs: 60_000 } : []),
    findName: async (name) =>
      name === '王' ? [{ accountId: 'found', nickname: '王小红', relation: 'none' }] : [],
    read: async (accountId) => (accountId === 'found' ? { accountId, nickname: '王小红' } : undefined),
    request: (accountId) => change(accountId, { relation: 'sent' }),
    accept: (accountId) => change(accountId, { relation: 'contact' }),
    refuse: (accountId) => change(accountId, { relation: 'none' }),
    withdraw: (accountId) => change(accountId, { relation: 'none' }),
    remove: (accountId) => change(accountId, { relation: 'none' }),
    block: (accountId, blocked) => change(accountId, { blocked }),
    edit: async ({ accountId, ...changes }) => {
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      return change(accountId, Object.fromEntries(set));
    },
  };
}
