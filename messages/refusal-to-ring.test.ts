import { expect, test } from 'vitest';
import { refusalToRing } from './refusal-to-ring.ts';

const asked = { kind: 'direct', role: 'member', present: true, others: 1, areContacts: true } as const;

test('contacts ring each other, strangers do not', () => {
  expect(refusalToRing(asked)).toBeUndefined();
  expect(refusalToRing({ ...asked, areContacts: false })).toBe('ring-contacts-only');
});

test('members ring a group of up to 50 others, and owner and admins a larger one', () => {
  const group = { ...asked, kind: 'group', areContacts: false } as const;
  expect(refusalToRing({ ...group, others: 50 })).toBeUndefined();
  expect(refusalToRing({ ...group, others: 51 })).toBe('ring-group-too-large');
  expect(refusalToRing({ ...group, others: 51, role: 'admin' })).toBeUndefined();
  expect(refusalToRing({ ...group, others: 499, role: 'owner' })).toBeUndefined();
});

test('a former member rings no group, nobody rings without others, and no meeting chat is rung', () => {
  expect(refusalToRing({ ...asked, kind: 'group', present: false })).toBe('conversation-left');
  expect(refusalToRing({ ...asked, others: 0 })).toBe('no-such-account');
  expect(refusalToRing({ ...asked, kind: 'room' })).toBe('ring-contacts-only');
});
