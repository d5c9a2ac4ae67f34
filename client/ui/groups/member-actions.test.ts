import { expect, test } from 'vitest';
import type { Member } from '../../../protocol/messages/model.ts';
import { memberActions } from './member-actions.ts';
import { orderMembers } from './order-members.ts';

test.each([
  ['owner', 'admin', false, ['demote', 'handOver', 'remove']],
  ['owner', 'member', false, ['promote', 'handOver', 'muteHour', 'muteDay', 'remove']],
  ['owner', 'member', true, ['promote', 'handOver', 'unmute', 'remove']],
  ['admin', 'member', false, ['muteHour', 'muteDay', 'remove']],
  ['admin', 'admin', false, []],
  ['admin', 'owner', false, []],
  ['member', 'member', false, []],
] as const)(
  'T10: an %s is offered for an %s (muted: %s) what the server allows',
  (own, role, isMuted, offered) => {
    expect(memberActions(own, { role, isMuted })).toEqual(offered);
  },
);

test('members are listed with oneself first, then by role and name, without those who left', () => {
  const member = (nickname: string, role: Member['role'], present = true): Member => ({
    accountId: nickname,
    nickname,
    role,
    present,
    change: 1,
  });
  const members = [
    member('Zoe', 'member'),
    member('Ada', 'member'),
    member('Cy', 'admin'),
    member('Gone', 'owner', false),
    member('Max', 'owner'),
    member('Me', 'member'),
  ];
  expect(orderMembers(members, 'Me').map(({ nickname }) => nickname)).toEqual([
    'Me',
    'Max',
    'Cy',
    'Ada',
    'Zoe',
  ]);
});
