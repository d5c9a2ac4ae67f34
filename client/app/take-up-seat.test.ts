// The way from a page's beginning back into its call, over a seat and a server that the test holds in its hands.
import { createStore } from 'zustand';
import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import type { MeetingState } from './meeting-model.ts';
import type { Seat } from './stored-seat.ts';
import { takeUpSeat } from './take-up-seat.ts';

const seat: Seat = {
  accountId: 'ann',
  call: { number: '43839', microphone: 'on', camera: 'off', share: 'off', place: { clientId: 'window-1' } },
  seenAtMs: 0,
};

async function begin({ hasSeat = true, accountId = 'ann', refusal = undefined as Error | undefined } = {}) {
  const store = createStore<MeetingState>(
    () =>
      ({ phase: 'starting', account: undefined, returningTo: undefined, problem: undefined }) as MeetingState,
  );
  const said: string[] = [];
  await takeUpSeat({
    store,
    hash: '#/m/43839',
    seat: {
      claim: async () => (hasSeat ? seat : undefined),
      start: () => void said.push('kept from now on'),
      forget: () => void said.push('forgotten'),
    },
    adopt: (clientId) => said.push(clientId),
    signIn: async () => {
      said.push(`signed in, back to ${store.getState().returningTo}`);
      store.setState({ phase: 'lobby', account: { accountId, nickname: '', phone: '' } });
    },
    resume: async ({ number }) => {
      said.push(`resumed ${number}`);
      if (refusal) throw refusal;
    },
  });
  expect(store.getState().returningTo).toBeUndefined();
  return { said, problem: store.getState().problem?.code };
}

test('U2: the seat is taken up under the name of the earlier page, which is taken before the socket is opened', async () => {
  expect(await begin()).toEqual({
    said: ['window-1', 'kept from now on', 'signed in, back to 43839', 'resumed 43839'],
    problem: undefined,
  });
});

test('U2: a page without a seat begins as ever', async () => {
  expect((await begin({ hasSeat: false })).said).toEqual([
    'kept from now on',
    'signed in, back to undefined',
  ]);
});

test('U2: the seat of another account is left alone', async () => {
  expect((await begin({ accountId: 'bob' })).said).not.toContain('resumed 43839');
});

test.each([
  [new RequestError('room-unavailable'), true],
  [new CallError('server-unreachable'), false],
] as const)(
  'U2: a seat that is refused is forgotten, one that no server answers for is not: %s',
  async (refusal, forgotten) => {
    const { said, problem } = await begin({ refusal });
    expect([said.includes('forgotten'), problem]).toEqual([forgotten, refusal.code]);
  },
);
