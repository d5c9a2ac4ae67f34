import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, formatAddress, parseAddress, settingsTabs } from './address.ts';

const number = fc.integer({ min: 0, max: 99_999 }).map((value) => String(value).padStart(5, '0'));
const secret = fc.stringMatching(/^[\w-]{1,64}$/);
const id = fc.stringMatching(/^[\w-]{1,64}$/);
const known: fc.Arbitrary<Exclude<Address, { kind: 'unknown' }>> = fc.oneof(
  fc.constant({ kind: 'home' as const }),
  fc.record({
    kind: fc.constant('meeting' as const),
    invitation: fc.record({ number, secret }, { requiredKeys: ['number'] }),
  }),
  fc.record({ kind: fc.constant('registration' as const), code: fc.string({ minLength: 1 }) }),
  fc.record(
    { kind: fc.constant('settings' as const), tab: fc.constantFrom(...settingsTabs) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('chats' as const), conversationId: id }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('contacts' as const), accountId: id }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('groups' as const), conversationId: id }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('group-link' as const), secret }),
  fc.constant({ kind: 'meetings' as const }),
);

test('an address that was written is read as the same screen', () => {
  fc.assert(
    fc.property(known, (address) => {
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
  );
});

test('a page without an address shows Home', () => {
  for (const hash of ['', '#', '#/', '#/home', '#/home/'])
    expect(parseAddress(hash)).toEqual({ kind: 'home' });
});

test('the settings without a tab, or with one that there is not, are the settings', () => {
  for (const hash of ['#/settings', '#/settings/', '#/settings/teapots'])
    expect(parseAddress(hash)).toEqual({ kind: 'settings' });
});

test('whatever else stands in the address is an unknown one, and breaks nothing', () => {
  for (const hash of [
    '#elsewhere',
    '#/chats/1/2',
    '#/chats/a b',
    '#/contacts/../home',
    '#/meetings/43839',
    '#/g',
    '#/m/4383',
    '#/m/',
    '#/%E0%A4%A',
    '#/register?invitation=',
    '#/homely',
  ])
    expect(parseAddress(hash)).toEqual({ kind: 'unknown' });
  fc.assert(fc.property(fc.string(), (text) => void parseAddress(`#${text}`)));
});

test('a conversation may name one of its messages, and nothing else may', () => {
  expect(parseAddress('#/chats/abc?at=12')).toEqual({ kind: 'chats', conversationId: 'abc', at: 12 });
  expect(formatAddress({ kind: 'chats', conversationId: 'abc', at: 12 })).toBe('#/chats/abc?at=12');
  for (const hash of [
    '#/chats/abc?at=0',
    '#/chats/abc?at=x',
    '#/chats?at=1',
    '#/home2?at=1',
    '#/contacts/x?at=1',
  ])
    expect(parseAddress(hash)).toEqual({ kind: 'unknown' });
});
