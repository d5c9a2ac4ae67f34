import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitEnd, planPage } from './plan-page.ts';

interface TestMessage {
  readonly seq: number;
  readonly change: number;
  readonly text: string;
}
interface TestMember {
  readonly accountId: string;
  readonly change: number;
}

/** What happens in a conversation: a message of some length, an edit of an earlier one, memberships that share a change. */
const stepArbitrary = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), length: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('edit' as const), at: fc.nat() }),
  fc.record({
    kind: fc.constant('members' as const),
    first: fc.integer({ min: 0, max: 9 }),
    count: fc.integer({ min: 1, max: 4 }),
  }),
);

/** A conversation as the server stores it: each row with its latest change. */
class Log {
  readonly messages = new Map<number, TestMessage>();
  readonly members = new Map<string, TestMember>();
  change = 0;

  take(step: typeof stepArbitrary extends fc.Arbitrary<infer Step> ? Step : never): void {
    this.change += 1;
    const { change } = this;
    const put = (seq: number, text: string): void => void this.messages.set(seq, { seq, change, text });
    if (step.kind === 'send') put(this.messages.size + 1, 'x'.repeat(step.length));
    else if (step.kind === 'members')
      for (let index = step.first; index < step.first + step.count; index += 1)
        this.members.set(`account-${index}`, { accountId: `account-${index}`, change });
    else if (this.messages.size > 0) put((step.at % this.messages.size) + 1, 'edited');
  }
}

const after = <T extends { readonly change: number }>(
  rows: Iterable<T>,
  change: number,
  limit: number,
): T[] =>
  [...rows]
    .filter((row) => row.change > change)
    .sort((one, other) => one.change - other.change)
    .slice(0, limit);

test('pages, one after the other, give a client what is stored, whatever happens between them', () => {
  fc.assert(
    fc.property(
      fc.array(stepArbitrary, { minLength: 1, maxLength: 80 }),
      fc.array(stepArbitrary, { maxLength: 20 }),
      fc.integer({ min: 1, max: 6 }),
      // More than the memberships of one change, as the limit is more than a group has members.
      fc.integer({ min: 5, max: 9 }),
      fc.integer({ min: 1, max: 3000 }),
      (steps, later, messagesLimit, membersLimit, bytes) => {
        const log = new Log();
        for (const step of steps) log.take(step);
        const limits = { messages: messagesLimit, members: membersLimit, bytes };
        const known = {
          messages: new Map<number, TestMessage>(),
          members: new Map<string, TestMember>(),
          change: 0,
        };
        const between = [...later];
        for (let more = true; more || between.length > 0; ) {
          const page = planPage(
            log.change,
            after(log.messages.values(), known.change, messagesLimit),
            after(log.members.values(), known.change, membersLimit),
            limits,
          );
          // Each page goes on, unless there is nothing new.
          if (known.change < log.change) expect(page.change).toBeGreaterThan(known.change);
          for (const message of page.messages) known.messages.set(message.seq, message);
          for (const member of page.members) known.members.set(member.accountId, member);
          known.change = page.change;
          ({ more } = page);
          const step = between.shift();
          if (step !== undefined) {
            log.take(step);
            more = true;
          }
        }
        expect(new Map([...known.messages].sort(([one], [other]) => one - other))).toEqual(
          new Map([...log.messages].sort(([one], [other]) => one - other)),
        );
        expect(known.members).toEqual(log.members);
        expect(known.change).toBe(log.change);
      },
    ),
  );
});

test('a page of long texts is cut, and one text always fits', () => {
  const messages = [1, 2, 3].map((change) => ({ change, text: '张'.repeat(1000) }));
  const plan = (bytes: number) => planPage(3, messages, [], { messages: 100, members: 100, bytes });
  expect(plan(1)).toMatchObject({ change: 1, more: true });
  expect(plan(7000)).toMatchObject({ change: 2, more: true });
  expect(plan(10_000)).toMatchObject({ change: 3, more: false });
  expect(fitEnd(messages, 7000).map(({ change }) => change)).toEqual([2, 3]);
  expect(fitEnd(messages, 1).map(({ change }) => change)).toEqual([3]);
  expect(fitEnd([], 1)).toEqual([]);
});
