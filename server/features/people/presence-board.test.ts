import { expect, test } from 'vitest';
import type { Notice } from '../../../protocol/notices.ts';
import type { PresenceChoice } from '../../../protocol/people/model.ts';
import { usualProfile } from '../../../sql/profile-store.ts';
import { PresenceBoard } from './presence-board.ts';

/** Ada and Bob are contacts; Eve is nothing to them. The clock is moved by the test. */
function setUp() {
  let nowMs = 0;
  let audiences = 0;
  const open: { accountId: string; clientId: string }[] = [];
  const inCall = new Set<string>();
  const blockers = new Map<string, string[]>();
  const audience = new Map<string, string[]>();
  const choices = new Map<string, PresenceChoice>();
  const sent: string[] = [];
  const contactsOf = async (id: string) => (id === 'ada' ? ['bob'] : id === 'bob' ? ['ada'] : []);
  const stores = {
    contacts: {
      audience: async (id: string) => {
        audiences += 1;
        return audience.get(id) ?? contactsOf(id);
      },
      contactsOf,
      blockersOf: async (id: string) => blockers.get(id) ?? [],
    },
    profiles: { of: async (id: string) => ({ ...usualProfile, presence: choices.get(id) ?? 'shown' }) },
  };
  const board = new PresenceBoard({
    database: stores as unknown as ConstructorParameters<typeof PresenceBoard>[0]['database'],
    outbox: {
      toAccounts: (ids: readonly string[], notice: Notice) => {
        if (notice.name === 'presence:changed')
          for (const [id, presence] of notice.body.people) sent.push(`${ids.join()}: ${id} ${presence}`);
      },
    },
    openWindows: () => open,
    isInCall: (id) => inCall.has(id),
    elapsedMs: () => nowMs,
    onFailed: (error) => {
      throw error;
    },
  });
  board.close();
  return {
    board,
    open,
    inCall,
    blockers,
    audience,
    choices,
    sent,
    audiences: () => audiences,
    connect: (accountId: string, clientId = accountId) => open.push({ accountId, clientId }),
    leave: (accountId: string) =>
      open.splice(0, open.length, ...open.filter((each) => each.accountId !== accountId)),
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 2000) {
        nowMs += 2000;
        await board.look();
      }
    },
  };
}

test('contacts are sent who comes, and who has gone for a while; no other account is', async () => {
  const { connect, leave, pass, sent, board } = setUp();
  connect('bob');
  connect('eve');
  await pass(2000);
  connect('ada');
  await pass(6000);
  expect(sent).toEqual(['bob: ada online']);
  expect(await board.list('bob')).toEqual([['ada', 'online']]);
  expect(await board.list('eve')).toEqual([]);
  leave('ada');
  await pass(8000);
  expect(sent).toHaveLength(1);
  await pass(8000);
  expect(sent).toEqual(['bob: ada online', 'bob: ada offline']);
});

test('who reconnects ten times a minute is no news, and asks nothing of the database', async () => {
  const { connect, leave, pass, sent, audiences } = setUp();
  connect('bob');
  connect('ada');
  await pass(4000);
  const [news, asked] = [sent.length, audiences()];
  for (let minute = 0; minute < 5; minute += 1)
    for (let time = 0; time < 10; time += 1) {
      leave('ada');
      await pass(4000);
      connect('ada', `window ${time}`);
      await pass(2000);
    }
  expect([sent.length, audiences()]).toEqual([news, asked]);
});

test('a call and an absence of all windows are sent, one that stays at one window is not', async () => {
  const { board, connect, inCall, pass, sent } = setUp();
  connect('bob');
  connect('ada', 'one');
  connect('ada', 'two');
  await pass(4000);
  board.report({ accountId: 'ada', clientId: 'one' }, true);
  await pass(6000);
  expect(sent.at(-1)).toBe('bob: ada online');
  board.report({ accountId: 'ada', clientId: 'two' }, true);
  await pass(6000);
  expect(sent.at(-1)).toBe('bob: ada away');
  inCall.add('ada');
  await pass(6000);
  expect(sent.at(-1)).toBe('bob: ada in-call');
});

test('T5: who becomes a contact is sent who is there, who is blocked or removed is sent that the other is not', async () => {
  const { board, connect, audience, pass, sent } = setUp();
  connect('bob');
  connect('ada');
  audience.set('ada', []);
  audience.set('bob', []);
  await pass(4000);
  expect(sent).toEqual([]);
  audience.set('ada', ['bob']);
  audience.set('bob', ['ada']);
  await board.tellPair('ada', 'bob');
  expect(sent).toEqual(['ada: bob online', 'bob: ada online']);
  audience.set('ada', []);
  await board.tellPair('ada', 'bob');
  expect(sent.slice(2)).toEqual(['ada: bob online', 'bob: ada offline']);
});

test('T5: who hides, or has blocked one, is offline to it like one who is not there', async () => {
  const { board, connect, choices, blockers, pass, sent } = setUp();
  connect('bob');
  connect('ada');
  await pass(4000);
  choices.set('ada', 'hidden');
  await board.choose('ada');
  expect(sent.at(-1)).toBe('bob: ada offline');
  expect(await board.list('bob')).toEqual([]);
  choices.set('ada', 'shown');
  await board.choose('ada');
  expect(await board.list('bob')).toEqual([['ada', 'online']]);
  blockers.set('bob', ['ada']);
  expect(await board.list('bob')).toEqual([]);
});
