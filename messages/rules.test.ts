import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupMembersMax } from '../protocol/messages/message-limits.ts';
import type { MemberRole } from '../protocol/messages/model.ts';
import { nextOwner } from './next-owner.ts';
import {
  type Actor,
  refusalToAdd,
  refusalToEdit,
  refusalToRecall,
  refusalToRemove,
  refusalToWrite,
} from './refusals.ts';
import { movedMarker, unreadPart } from './unread-part.ts';
import { visiblePart } from './visible-part.ts';

/** A member whose place may change. */
interface Candidate {
  readonly accountId: string;
  role: MemberRole;
  readonly joinedAtMs: number;
  leftSeq: number | undefined;
}

const actor = (role: MemberRole, changes: Partial<Actor> = {}): Actor => ({
  accountId: role,
  role,
  leftSeq: undefined,
  hasWritten: false,
  ...changes,
});
const [owner, admin, member] = [actor('owner'), actor('admin'), actor('member')];
const former = actor('owner', { leftSeq: 3 });

test('who left does nothing any more', () => {
  const message = { senderId: former.accountId, recalled: false };
  expect([
    refusalToWrite(former, undefined),
    refusalToEdit(former, message),
    refusalToRecall('group', former, message),
    refusalToAdd('group', former, 1, 1),
    refusalToRemove('group', former, member),
  ]).toEqual(Array(5).fill('conversation-left'));
});

test('T7: of two who do not know each other, the first waits for an answer after one message', () => {
  const [me, other] = [actor('member', { hasWritten: true }), actor('member')];
  expect(refusalToWrite(actor('member'), other)).toBeUndefined();
  expect(refusalToWrite(me, other)).toBe('awaiting-answer');
  expect(refusalToWrite(other, me)).toBeUndefined();
  expect(refusalToWrite(me, other, true)).toBeUndefined();
  expect(refusalToWrite(me, { ...other, hasWritten: true })).toBeUndefined();
  expect(refusalToWrite(me, undefined)).toBeUndefined();
});

test('T4: messages are edited by their senders, and taken back by them or by who runs the group', () => {
  const message = { senderId: 'member', recalled: false };
  expect(refusalToEdit(member, message)).toBeUndefined();
  expect(refusalToEdit(owner, message)).toBe('not-your-message');
  expect(refusalToEdit(member, { ...message, recalled: true })).toBe('message-recalled');
  for (const who of [owner, admin, member]) expect(refusalToRecall('group', who, message)).toBeUndefined();
  expect(refusalToRecall('direct', owner, message)).toBe('not-your-message');
  expect(refusalToRecall('group', { ...member, accountId: 'other' }, message)).toBe('not-your-message');
});

test('T10: an admin removes members, the owner everyone but the owner', () => {
  expect(refusalToRemove('group', owner, admin)).toBeUndefined();
  expect(refusalToRemove('group', admin, member)).toBeUndefined();
  for (const target of [owner, admin])
    expect(refusalToRemove('group', admin, target)).toBe('not-group-admin');
  expect(refusalToRemove('group', owner, owner)).toBe('not-group-admin');
  expect(refusalToRemove('group', member, member)).toBe('not-group-admin');
  expect(refusalToRemove('direct', owner, member)).toBe('not-a-group');
  expect(refusalToAdd('group', member, 1, 1)).toBe('not-group-admin');
  expect(refusalToAdd('direct', owner, 2, 1)).toBe('not-a-group');
  expect(refusalToAdd('group', admin, groupMembersMax - 1, 1)).toBeUndefined();
  expect(refusalToAdd('group', admin, groupMembersMax, 1)).toBe('group-full');
});

test('row 17: whoever leaves in whatever order, a group with members has exactly one owner', () => {
  const memberArbitrary = fc.record({
    role: fc.constantFrom<MemberRole>('admin', 'member'),
    joinedAtMs: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(memberArbitrary, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat()),
      (others, leavers) => {
        const members = others.map(
          (each, index): Candidate => ({
            accountId: `account-${index}`,
            role: index === 0 ? 'owner' : each.role,
            joinedAtMs: each.joinedAtMs,
            leftSeq: undefined,
          }),
        );
        for (const pick of leavers) {
          const present = members.filter(({ leftSeq }) => leftSeq === undefined);
          const leaving = present[pick % present.length];
          if (leaving === undefined) return;
          const heir = nextOwner(members, leaving.accountId);
          Object.assign(leaving, { leftSeq: 1, role: 'member' });
          if (heir !== undefined) heir.role = 'owner';
          const staying = members.filter(({ leftSeq }) => leftSeq === undefined);
          const owners = staying.filter(({ role }) => role === 'owner');
          expect(owners).toHaveLength(Math.min(1, staying.length));
        }
      },
    ),
  );
});

test('T1: who came later sees nothing from before, who left nothing from after', () => {
  const conversation = { lastSeq: 9, lastChange: 14 };
  expect(visiblePart(conversation, { joinedSeq: 4, leftSeq: undefined, change: 5 })).toEqual({
    fromSeq: 4,
    toSeq: 9,
    upToChange: 14,
  });
  expect(visiblePart(conversation, { joinedSeq: 4, leftSeq: 6, change: 8 })).toEqual({
    fromSeq: 4,
    toSeq: 6,
    upToChange: 8,
  });
});

test('T5: a read marker never goes back, and never beyond what there is', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(40), (read, more, seq) => {
      const place = { readSeq: read, joinedSeq: 1, lastSeq: read + more };
      const moved = movedMarker(place, seq);
      expect(moved).toBe(seq > read && seq <= place.lastSeq ? seq : read);
      expect(unreadPart({ ...place, readSeq: moved }).fromSeq).toBe(moved + 1);
    }),
  );
  expect(unreadPart({ readSeq: 2, joinedSeq: 7, lastSeq: 9 })).toEqual({ fromSeq: 7, toSeq: 9 });
});
