// X17: what DATABASE_URL says of encryption is kept to, on a real MariaDB with a certificate of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineOf } from '../../sql/open-database.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';

const folder = mkdtempSync(join(tmpdir(), 'plenum-database-tls-'));
const files = {
  cert: join(folder, 'cert.pem'),
  key: join(folder, 'key.pem'),
  other: join(folder, 'other.pem'),
};
let encrypting: Mariadb;
let plain: Mariadb;

beforeAll(async () => {
  const { cert, private: key } = await makeCertificate();
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  writeFileSync(files.other, (await makeCertificate()).cert);
  // To the socket of the test itself TLS is not demanded: what demands it is an account.
  encrypting = await startMariadb([`--ssl-cert=${files.cert}`, `--ssl-key=${files.key}`]);
  await encrypting.run('create database plenum');
  await encrypting.run("create user 'careful'@'127.0.0.1' identified by 'right' require ssl");
  await encrypting.run("grant all on plenum.* to 'careful'@'127.0.0.1'");
  plain = await startMariadb(['--skip-ssl']);
});
afterAll(async () => {
  await encrypting?.stop();
  await plain?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function makeCertificate(): Promise<{ cert: string; private: string }> {
  return generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'rsa',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
}

/** @returns the cipher of the connection, empty for plain text */
async function cipherOf(url: string): Promise<string> {
  let cipher = '';
  await engineOf({ url, dataDir: folder }).readStill(async (db) => {
    const { rows } = await sql<{ Value: string }>`show session status like 'Ssl_cipher'`.execute(db);
    cipher = rows[0]?.Value ?? '';
  });
  return cipher;
}

const careful = (words: string): string =>
  `mysql://careful:right@localhost:${encrypting.port}/plenum${words}`;

test.each([
  ['?ssl-mode=REQUIRED'],
  [`?ssl-mode=VERIFY_CA&ssl-ca=${files.cert}`],
  [`?ssl-mode=VERIFY_IDENTITY&ssl-ca=${files.cert}`],
])('X17: with %s the connection is encrypted', async (words) => {
  expect(await cipherOf(careful(words))).toMatch(/^TLS_|AES/);
});

test('X17: without a word the connection is plain, which the URL says', async () => {
  expect(await cipherOf(encrypting.url('plenum'))).toBe('');
});

test('X17: a certificate of another authority is refused by name', async () => {
  await expect(cipherOf(careful(`?ssl-mode=VERIFY_CA&ssl-ca=${files.other}`))).rejects.toThrow(
    /The certificate of the database server at localhost:\d+ is not accepted/,
  );
});

test('X17: an account that demands encryption is told how to ask for it', async () => {
  await expect(cipherOf(careful(''))).rejects.toThrow('add ?ssl-mode=REQUIRED');
});

test('X17: a server that cannot encrypt is not spoken to in plain text', async () => {
  const url = `${plain.url('plenum')}?ssl-mode=REQUIRED`;
  await expect(cipherOf(url)).rejects.toThrow('cannot encrypt the connection, which ssl-mode=REQUIRED');
});

test('X17: a file of ssl-ca that is not there is named', async () => {
  await expect(cipherOf(careful('?ssl-mode=VERIFY_CA&ssl-ca=/nowhere.pem'))).rejects.toThrow(
    'The file /nowhere.pem that ssl-ca names cannot be read (ENOENT)',
  );
});
