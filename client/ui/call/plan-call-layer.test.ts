import { expect, test } from 'vitest';
import { parseAddress } from '../address/address.ts';
import { type CallAddressInput, planCallAddress, planCallLayer } from './plan-call-layer.ts';

test.each(['#/home', '', '#/chats', '#/chats/c1', '#/contacts', '#/meetings', '#/settings/video'])(
  'a call is a strip while %j is looked at',
  (hash) => {
    expect(planCallLayer('call', parseAddress(hash))).toBe('strip');
    expect(planCallLayer('lobby', parseAddress(hash))).toBe('none');
    expect(planCallLayer('joining', parseAddress(hash))).toBe('none');
  },
);

test.each(['#/m/43839', '#/12345?key=abc', '#/nowhere', '#/register?invitation=x'])(
  'a call is shown whole at %s',
  (hash) => {
    expect(planCallLayer('call', parseAddress(hash))).toBe('full');
  },
);

const at = (hash: string, change: Partial<CallAddressInput> = {}) =>
  planCallAddress({
    phase: 'call',
    phaseBefore: 'call',
    number: '43839',
    numberBefore: '43839',
    isReturning: false,
    address: parseAddress(hash),
    ...change,
  });

test('entering a call puts its number into the address, whatever stood there', () => {
  for (const hash of ['', '#/home', '#/meetings', '#/12345', '#/43839?key=abc', '#/nowhere'])
    expect(at(hash, { phaseBefore: 'joining' })).toBe('call');
});

test('a page that takes its call up again stays at the place where it was', () => {
  const returning = { phaseBefore: 'joining', isReturning: true } as const;
  expect(at('#/chats/c1', returning)).toBeUndefined();
  expect(at('#/m/43839', returning)).toBe('call');
});

test('during a call places stay in the address, another meeting is asked about, anything else leads back', () => {
  for (const hash of ['#/home', '#/chats/c1', '#/settings', '#/m/12345', '#/12345?key=abc'])
    expect(at(hash)).toBeUndefined();
  for (const hash of ['#/m/43839', '#/43839?key=abc', '#/nowhere', '#/register?invitation=x'])
    expect(at(hash)).toBe('call');
});

test('leaving leads Home from the call, and nowhere from a place or towards another meeting', () => {
  const left = { phase: 'lobby', number: undefined } as const;
  expect(at('#/m/43839', left)).toBe('home');
  expect(at('#/chats/c1', left)).toBeUndefined();
  expect(at('#/12345', left)).toBeUndefined();
  expect(at('#/m/12345', left)).toBeUndefined();
  expect(at('#/m/43839', { ...left, phaseBefore: 'lobby' })).toBeUndefined();
});
