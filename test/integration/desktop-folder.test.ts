// The folder from which desktop programs update themselves, asked as they ask, and as an attacker who looks for more.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const installer = 'Plenum-0.1.0.AppImage';
let server: ServerProcess;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-test-'));
  server = await startServer({ env: { DATA_DIR: dataDir } });
  // The operator makes the folder while the server runs.
  const folder = join(dataDir, 'desktop');
  await mkdir(join(folder, 'sub'), { recursive: true });
  await writeFile(join(folder, 'latest-linux.yml'), 'version: 0.1.0\n');
  await writeFile(join(folder, installer), '0123456789');
  await writeFile(join(folder, 'notes.html'), '<script>alert(1)</script>');
  await writeFile(join(folder, '.secret.deb'), 'secret');
  await writeFile(join(folder, 'sub/inner.deb'), 'secret');
  await symlink(join(dataDir, 'plenum.db'), join(folder, 'plenum.db'));
});

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = (name: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/desktop/${name}`, { headers });

test('the description of the newest version is asked for anew each time', async () => {
  const answer = await ask('latest-linux.yml');
  expect(await answer.text()).toBe('version: 0.1.0\n');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
});

test('an installer is cached by its client, and never shown as a page', async () => {
  const { status, headers } = await ask(installer);
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toBe('attachment');
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('a program that has a part already asks for the rest', async () => {
  const answer = await ask(installer, { range: 'bytes=4-6' });
  expect([answer.status, await answer.text()]).toEqual([206, '456']);
  expect(answer.headers.get('content-range')).toBe('bytes 4-6/10');
});

test('a version that has not come yet is not there, and no page stands in its place', async () => {
  const answer = await ask('latest-mac.yml', { accept: 'text/html' });
  expect([answer.status, await answer.json()]).toEqual([404, { error: { code: 'unknown-request' } }]);
});

test.each([
  ['a listing', '/desktop/'],
  ['another kind of file', '/desktop/notes.html'],
  ['the database, though a link leads there', '/desktop/plenum.db'],
  ['a hidden file', '/desktop/.secret.deb'],
  ['a file of a folder inside', '/desktop/sub/inner.deb'],
  ['the data folder above', '/desktop/../pepper'],
  ['the data folder above, encoded', '/desktop/%2e%2e%2fpepper'],
  ['the data folder above, by a name that is offered', '/desktop/..%2f..%2fetc%2fa.deb'],
  ['a name that is none', '/desktop/a%00.deb'],
  ['a broken encoding', '/desktop/%ff.deb'],
])('%s is refused', async (_what, path) => {
  const { status, body } = await askRaw(path);
  expect([400, 403, 404]).toContain(status);
  expect(body).not.toMatch(/secret|script|SQLite/);
});

/** Asks for a path exactly as written, where `fetch` would tidy it first. */
function askRaw(path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const asking = request({ hostname, port, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (part) => (body += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asking.on('error', reject);
    asking.end();
  });
}
