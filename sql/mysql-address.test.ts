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
    tls: { mode: 'DISABLED' },
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

test('X17: how the way is encrypted is read from the URL, in any case', () => {
  expect(parseMysqlUrl('mysql://u@h/p?ssl-mode=required').tls).toEqual({ mode: 'REQUIRED' });
  expect(parseMysqlUrl('mysql://u@h/p?ssl-mode=VERIFY_CA&ssl-ca=/etc/ca.pem').tls).toEqual({
    mode: 'VERIFY_CA',
    caFile: '/etc/ca.pem',
  });
});

test.each([
  ['?sslmode=REQUIRED', 'has "sslmode" behind the question mark, which Plenum does not know'],
  ['?charset=latin1', 'has "charset" behind the question mark'],
  ['?ssl-mode=REQUIRED&ssl=true', 'has "ssl" behind the question mark'],
  ['?ssl-mode=PREFERRED', 'it must be one of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY'],
  ['?ssl-ca=/etc/ca.pem', 'counts only with ssl-mode=VERIFY_CA or VERIFY_IDENTITY'],
])('X17: %s is refused with a sentence that does not repeat the password', (words, sentence) => {
  const read = () => parseMysqlUrl(`mysql://user:secret@host/plenum${words}`);
  expect(read).toThrow(sentence);
  expect(read).not.toThrow('secret');
});

test('X17: a name cannot be verified where only an address is given', () => {
  expect(() => parseMysqlUrl('mysql://u@10.0.0.7/p?ssl-mode=VERIFY_IDENTITY')).toThrow(
    "needs the server's name instead of its address 10.0.0.7",
  );
});
