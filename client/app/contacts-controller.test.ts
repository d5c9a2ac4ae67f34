import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Contact } from '../../protocol/people/model.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { Request } from '../messages/ports.ts';
import { ContactsController } from './contacts-controller.ts';
import { noContacts } from './contacts-model.ts';
import type { MeetingState } from './meeting-model.ts';

const contact = (change: number, changes: Partial<Contact> = {}): Contact => ({
  accountId: `a${change}`,
  nickname: `Person ${change}`,
  change,
  relation: 'contact',
  sinceMs: 0,
  labels: [],
  starred: false,
  blocked: false,
  sortKey: '',
  ...changes,
});

/** A server that answers two contacts a page. */
function setUp(all: Contact[]) {
  const store = createStore<MeetingState>(() => ({ contacts: noContacts }) as MeetingState);
  const timers: (() => void)[] = [];
  const asked: number[] = [];
  let answer: Contact | RequestError = contact(1);
  let isAway = false;
  const ask = async (_name: string, { cursor }: { cursor: number }) => {
    asked.push(cursor);
    if (isAway) throw new RequestError('database-unavailable');
    const left = all.filter(({ change }) => change > cursor).sort((one, other) => one.change - other.change);
    const contacts = left.slice(0, 2);
    return { cursor: contacts.at(-1)?.change ?? cursor, more: contacts.length === 2, contacts };
  };
  const controller = new ContactsController({
    store,
    request: (async () => {
      if (answer instanceof RequestError) throw answer;
      return { contact: answer };
    }) as unknown as Request,
    session: { ask } as unknown as Pick<SessionApi, 'ask'>,
    later: (_ms, work) => {
      timers.push(work);
      return () => undefined;
    },
    random: () => 0.5,
  });
  return {
    controller,
    asked,
    timers,
    ids: () => [...store.getState().contacts.byId.keys()],
    state: () => store.getState().contacts,
    answerWith: (next: Contact | RequestError) => (answer = next),
    goAway: (away: boolean) => (isAway = away),
  };
}

test('contacts are read page by page, and known once all are here', async () => {
  const { controller, ids, state, asked } = setUp([1, 2, 3, 4, 5].map((change) => contact(change)));
  controller.begin();
  await expect.poll(ids).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  expect(state().isKnown).toBe(true);
  expect(asked).toEqual([0, 2, 4]);
});

test('what changes is read after the cursor, who is nothing any more is gone, and a late hint asks nothing', async () => {
  const all = [contact(1), contact(2)];
  const { controller, ids, asked } = setUp(all);
  controller.begin();
  await expect.poll(() => asked.length).toBe(2);
  all.push(contact(3, { accountId: 'a1', relation: 'none' }));
  controller.handleNotice({ name: 'contacts:changed', body: { cursor: 3 } });
  await expect.poll(ids).toEqual(['a2']);
  controller.handleNotice({ name: 'contacts:changed', body: { cursor: 2 } });
  expect(asked).toEqual([0, 2, 2]);
});

test('a reading that fails is tried again, and begins where it stopped', async () => {
  const { controller, ids, timers, goAway } = setUp([contact(1)]);
  goAway(true);
  controller.begin();
  await expect.poll(() => timers.length).toBe(1);
  goAway(false);
  timers.shift()?.();
  await expect.poll(ids).toEqual(['a1']);
});

test('an answer is shown at once, never over a later one, and a refusal is returned', async () => {
  const { controller, state, answerWith, asked } = setUp([contact(5)]);
  controller.begin();
  await expect.poll(() => asked.length).toBe(1);
  const actions = controller.actions();
  answerWith(contact(9, { accountId: 'a9', relation: 'sent' }));
  expect(await actions.request('a9', '')).toBeUndefined();
  answerWith(contact(4, { accountId: 'a5', relation: 'none' }));
  await actions.refuse('a5');
  expect([...state().byId.values()].map(({ relation }) => relation)).toEqual(['contact', 'sent']);
  answerWith(new RequestError('no-such-request'));
  expect(await actions.accept('a9')).toEqual({ code: 'no-such-request' });
});

test('what was asked for one account is not shown to the next', async () => {
  const { controller, ids, asked } = setUp([contact(1)]);
  controller.begin();
  controller.end();
  await expect.poll(() => asked.length).toBe(1);
  expect(ids()).toEqual([]);
});
