import { expect, test } from 'vitest';
import { parseMysqlUrl } from './mysql-address.ts';

test('every part of a URL is read, and what was percent-encoded is decoded', () => {
  expect(parseMysqlUrl('mysql://us%40er:p%2Fw%C3%A4@db.example:3307/plenum')).toEqual({
    setting: 'DATABASE_URL',
    host: 'db.example',
    port: 3307,
    user: 'us@er',
    password: 'p/wä',
    database: 'plenum',
  });
});

test('the port is 3306 when left out, and MariaDB may be named', () => {
  expect(parseMysqlUrl('mariadb://root@localhost/plenum')).toMatchObject({ port: 3306, password: '' });
});

test('an IPv6 address loses its brackets', () => {
  expect(parseMysqlUrl('mysql://root@[::1]:3306/plenum').host).toBe('::1');
});

test.each([
  'postgres://user:secret@host/plenum',
  'mysql://user:secret@host',
  'mysql://user:secret@host/',
  'mysql://user:secret@host/a/b',
  'mysql://user:secret@host/%60drop',
  'mysql://user:%E0secret@host/plenum',
  'secret',
])('%s is refused without repeating the password', (url) => {
  expect(() => parseMysqlUrl(url)).toThrow(
    'DATABASE_URL must be of the form mysql://user:password@host:3306/database.',
  );
});
