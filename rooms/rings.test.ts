import { expect, test } from 'vitest';
import { ringMs } from '../protocol/ringing/model.ts';
import { Rings } from './rings.ts';

const ringOf = (ringId: string, caller = 'ann') => ({
  ringId,
  conversation: `conversation-of-${ringId}`,
  kind: 'group' as const,
  caller: { accountId: caller, nickname: caller },
  number: '12345',
});

const isThere = () => true;

test('a call that one of two accepts rings on at the other, and is over when it has answered', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), ['bob', 'cid'], 0);
  expect(rings.answer('r', 'bob', true)).toMatchObject({ ended: undefined });
  expect(rings.at('bob')).toEqual([]);
  expect(rings.at('cid')).toHaveLength(1);
  expect(rings.answer('r', 'cid', false)).toMatchObject({ ended: { reason: 'accepted', left: [] } });
  expect(rings.all()).toEqual([]);
});

test('a call that all decline is over as declined', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), ['bob'], 0);
  expect(rings.answer('r', 'bob', false)).toMatchObject({ ended: { reason: 'declined' } });
});

test('an answer counts once, and only of an account that is rung', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), ['bob', 'cid'], 0);
  expect(rings.answer('r', 'eve', true)).toBeUndefined();
  expect(rings.answer('other', 'bob', true)).toBeUndefined();
  rings.answer('r', 'bob', false);
  expect(rings.answer('r', 'bob', true)).toBeUndefined();
  expect(rings.all()[0]?.accepted).toBe(false);
});

test('a call that has rung for its time is missed by who has not answered', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), ['bob', 'cid'], 1000);
  rings.answer('r', 'bob', false);
  expect(rings.endOverdue(1000 + ringMs - 1, isThere)).toEqual([]);
  expect(rings.endOverdue(1000 + ringMs, isThere)).toMatchObject([{ reason: 'missed', left: ['cid'] }]);
  expect(rings.at('cid')).toEqual([]);
});

test('a call whose caller is gone is cancelled', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), ['bob'], 0);
  rings.begin(ringOf('s', 'dan'), ['bob'], 0);
  const ended = rings.endOverdue(1, ({ caller }) => caller.accountId !== 'ann');
  expect(ended).toMatchObject([{ ring: { ringId: 'r' }, reason: 'cancelled', left: ['bob'] }]);
  expect(rings.at('bob').map(({ ringId }) => ringId)).toEqual(['s']);
});

test('a call that no account may be shown rings on for its time all the same', () => {
  const rings = new Rings();
  rings.begin(ringOf('r'), [], 0);
  expect(rings.of('ann', 'conversation-of-r')).toMatchObject({ rungAny: false });
  expect(rings.endOverdue(ringMs, isThere)).toHaveLength(1);
});
