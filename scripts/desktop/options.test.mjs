import { expect, test } from 'vitest';
import { Problem } from '../setup/problem.mjs';
import { readAddress, readOptions } from './options.mjs';

test('without an address none is chosen, and --help asks for the help', () => {
  expect(readOptions([])).toEqual({ kind: 'open', address: null });
  expect(readOptions(['--help'])).toEqual({ kind: 'help' });
});

test.each([
  ['https://meet.example.org', 'https://meet.example.org/'],
  ['meet.example.org:3000', 'https://meet.example.org:3000/'],
  ['localhost:3000', 'http://localhost:3000/'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
  ['http://[::1]:3000', 'http://[::1]:3000/'],
  ['https://meet.example.org/#/12345?key=abc', 'https://meet.example.org/#/12345?key=abc'],
  ['plenum://meet.example.org/12345', 'https://meet.example.org/#/12345'],
  ['plenum://localhost:3000/12345?key=abc', 'http://localhost:3000/#/12345?key=abc'],
  ['plenum://meet.example.org', 'https://meet.example.org/'],
])('%s is opened as %s', (typed, opened) => {
  expect(readAddress(typed)).toBe(opened);
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ftp://a.example',
  'https://',
  'https://me:secret@a.example',
  ' ',
])('%s is refused with a sentence', (typed) => {
  expect(() => readAddress(typed)).toThrow(/is not the address of a Plenum server: give one/);
});

test('another machine without TLS is refused, because voices would travel in clear', () => {
  expect(() => readAddress('http://meet.example.org')).toThrow(/would carry voices and passwords in clear/);
});

test('an unknown option and a second address are refused with a sentence', () => {
  expect(() => readOptions(['--fast'])).toThrow(Problem);
  expect(() => readOptions(['a.example', 'b.example'])).toThrow(/opens one server, not 2/);
});
