import { expect, test } from 'vitest';
import { judgeChat } from './judge-chat.ts';

const written = ['a1', 'b1', 'a2'].map((text) => ({ group: 'g', text, senderId: text.slice(0, 1) }));
const tallyOf = (...texts: string[]) => judgeChat(written, [{ group: 'g', accountId: 'x', texts }]);

test('M1: a message that a member lacks, has twice, or has before an earlier one of its sender is counted', () => {
  expect(tallyOf('a1', 'b1', 'a2')).toEqual({ sent: 3, delivered: 3, lost: 0, doubled: 0, outOfOrder: 0 });
  // The order of two senders is the server's.
  expect(tallyOf('b1', 'a1', 'a2')).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(tallyOf('a1', 'a2')).toMatchObject({ delivered: 2, lost: 1 });
  expect(tallyOf('a1', 'b1', 'b1', 'a2')).toMatchObject({ delivered: 3, doubled: 1, outOfOrder: 0 });
  expect(tallyOf('a2', 'b1', 'a1')).toMatchObject({ lost: 0, outOfOrder: 1 });
});

test('M1: what was not written in the run counts for nothing', () => {
  expect(tallyOf('earlier', 'a1', 'b1', 'a2')).toEqual({
    sent: 3,
    delivered: 3,
    lost: 0,
    doubled: 0,
    outOfOrder: 0,
  });
});
