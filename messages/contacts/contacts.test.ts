import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contact } from '../../protocol/people/model.ts';
import { foldRequests } from './fold-requests.ts';
import { foldName, namePrefixOf } from './name-prefix.ts';
import { countedAfterMs, mayAsk } from './open-requests.ts';
import {
  noRelation,
  type Pair,
  planAccept,
  planBlock,
  planRefuse,
  planRemove,
  planRequest,
  planWithdraw,
} from './plan-relation.ts';

const dayMs = 24 * 3600 * 1000;
const strangers: Pair = { mine: noRelation, theirs: noRelation };
const swap = ({ mine, theirs }: Pair): Pair => ({ mine: theirs, theirs: mine });
const ask = (pair: Pair, nowMs = 1, delivers = true): Pair =>
  planRequest(pair, { word: 'hello', nowMs, fresh: false, delivers });
const relations = ({ mine, theirs }: Pair): string[] => [mine.relation, theirs.relation];

describe('requests', () => {
  test('one asks, the other accepts, and both are contacts', () => {
    const asked = ask(strangers);
    expect(relations(asked)).toEqual(['sent', 'received']);
    expect(asked.theirs.word).toBe('hello');
    const accepted = planAccept(swap(asked), 2);
    expect(accepted && relations(accepted)).toEqual(['contact', 'contact']);
    expect(accepted?.theirs.askedAtMs).toBeUndefined();
  });

  test('requests that cross make contacts, also where the first was refused', () => {
    expect(relations(ask(swap(ask(strangers))))).toEqual(['contact', 'contact']);
    const refused = planRefuse(swap(ask(strangers)), 2);
    expect(relations(ask(refused, 3))).toEqual(['contact', 'contact']);
  });

  test('a request that waits is not sent again, whatever it says', () => {
    const asked = ask(strangers);
    expect(planRequest(asked, { word: 'other', nowMs: 2, fresh: true, delivers: true })).toBe(asked);
  });

  test('T7: one that was refused looks as if it waits, and counts; it is not delivered again for 30 days', () => {
    const refused = swap(planRefuse(swap(ask(strangers)), 2));
    expect(relations(refused)).toEqual(['sent', 'none']);
    expect(refused.mine.askedAtMs).toBe(1);
    const again = ask(planWithdraw(refused, 3), 4);
    expect(relations(again)).toEqual(['sent', 'none']);
    expect(relations(ask(again, 31 * dayMs))).toEqual(['sent', 'received']);
  });

  test('T7: one that was withdrawn is gone for both, and goes on counting', () => {
    const withdrawn = planWithdraw(ask(strangers), 2);
    expect(relations(withdrawn)).toEqual(['none', 'none']);
    expect(withdrawn.mine.askedAtMs).toBe(1);
    expect(planAccept(swap(withdrawn), 3)).toBeUndefined();
  });

  test('T7: what a blocked person asks looks the same to them as what is delivered', () => {
    const blocked = swap(planBlock(strangers, true, 1));
    expect(ask(blocked, 2).mine).toEqual(ask(strangers, 2).mine);
    expect(ask(blocked, 2).theirs).toBe(blocked.theirs);
    const waiting = planBlock(swap(ask(strangers)), true, 2);
    expect(relations(waiting)).toEqual(['none', 'sent']);
    expect(ask(strangers, 2, false).mine).toEqual(ask(strangers, 2).mine);
  });

  test('who is blocked stays a contact to both, and who is removed to neither', () => {
    const contacts = planAccept(swap(ask(strangers)), 2) ?? strangers;
    const blocked = planBlock(contacts, true, 3);
    expect(relations(blocked)).toEqual(['contact', 'contact']);
    expect(blocked.theirs).toBe(contacts.theirs);
    expect(planBlock(blocked, false, 4).mine.blocked).toBe(false);
    expect(relations(planRemove(blocked, 4))).toEqual(['none', 'none']);
    expect(planRemove(strangers, 4)).toEqual(strangers);
  });

  test('whatever two people do, they are contacts for both or for none, and no request waits for one who was not asked', () => {
    const steps: readonly ((pair: Pair, nowMs: number) => Pair)[] = [
      (pair, nowMs) => ask(pair, nowMs),
      (pair, nowMs) => planAccept(pair, nowMs) ?? pair,
      planRefuse,
      planWithdraw,
      planRemove,
      (pair, nowMs) => planBlock(pair, true, nowMs),
      (pair, nowMs) => planBlock(pair, false, nowMs),
    ];
    const step = fc.tuple(fc.nat({ max: steps.length - 1 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (acts) => {
        let pair = strangers;
        acts.forEach(([index, isOther], nowMs) => {
          const act = steps[index] ?? ask;
          pair = isOther ? swap(act(swap(pair), nowMs)) : act(pair, nowMs);
          const [mine, theirs] = relations(pair);
          expect(mine === 'contact').toBe(theirs === 'contact');
          if (mine === 'received') expect(theirs).toBe('sent');
          if (theirs === 'received') expect(mine).toBe('sent');
        });
      }),
    );
  });
});

/** An account that asks strangers, of whom a share accepts a day later. @returns how many it could ask on each day */
function simulate(days: number, triesPerDay: number, acceptedShare: number): number[] {
  const open: number[] = [];
  return Array.from({ length: days }, (_, day) => {
    const nowMs = (day + 1) * dayMs;
    let asked = 0;
    for (let tries = 0; tries < triesPerDay; tries += 1) {
      const counted = open.filter((atMs) => atMs > countedAfterMs(nowMs)).length;
      if (!mayAsk(counted, day === 0)) break;
      open.push(nowMs);
      asked += 1;
    }
    open.splice(0, Math.round(asked * acceptedShare));
    return asked;
  });
}

test('T7: who adds a class of 60 on the first day, and another each day, is not stopped', () => {
  expect(simulate(14, 60, 0.9)).toEqual(Array.from({ length: 14 }, () => 60));
});

test('T7: whose requests nobody accepts is stopped', () => {
  const asked = simulate(14, 1000, 0);
  expect(asked[0]).toBe(80);
  expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(500);
});

const request = (index: number, fresh: boolean): Contact => ({
  accountId: `a${index}`,
  nickname: `Person ${index}`,
  change: index + 1,
  relation: 'received',
  sinceMs: index,
  fresh,
  labels: [],
  starred: false,
  blocked: false,
  sortKey: '',
});

test('T7: a hundred fresh accounts that ask are one line; three, and those who are known for longer, are shown each', () => {
  const settled = [request(200, false), request(201, false)];
  const flood = Array.from({ length: 100 }, (_, index) => request(index, true));
  const folded = foldRequests([...flood, ...settled]);
  expect(folded.lines).toBe(3);
  expect(folded.shown.map(({ accountId }) => accountId)).toEqual(['a201', 'a200']);
  expect(folded.folded).toHaveLength(100);
  expect(foldRequests(flood.slice(0, 3)).lines).toBe(3);
});

test('names are looked for from two characters on, or one Chinese one', () => {
  expect(namePrefixOf(' ZO\u00cb  b')).toBe('zoe b');
  expect(namePrefixOf('\u738b')).toBe('\u738b');
  for (const short of ['', ' ', 'a', ' a ', '\u00eb']) expect(namePrefixOf(short)).toBeUndefined();
  expect(foldName('\u0915\u093f')).toBe('\u0915\u093f');
});
