import { expect, test } from 'vitest';
import { readRegistrationCode, writeRegistrationLink } from './registration-link.ts';

test('the code of a registration link is read as it was written, whatever the address ends with', () => {
  for (const address of [
    'https://meet.example.org',
    'https://meet.example.org/',
    'http://localhost:3000/#/12345',
  ]) {
    const link = writeRegistrationLink(address, 'a-b_c');
    expect(link).toMatch(/^https?:\/\/[\w.:]+\/#\/register\?invitation=a-b_c$/);
    expect(readRegistrationCode(link)).toBe('a-b_c');
    expect(readRegistrationCode(new URL(link).hash)).toBe('a-b_c');
  }
});

test('a link to a meeting, or without a code, is no invitation to register', () => {
  for (const link of ['', '#/12345?key=x', '#/register', '#/register?invitation='])
    expect(readRegistrationCode(link)).toBeUndefined();
});
