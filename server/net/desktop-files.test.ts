import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { addDesktopFiles, isOffered } from './desktop-files.ts';

test.each([
  'latest.yml',
  'latest-linux.yml',
  'latest-linux-arm64.yml',
  'latest-mac.yml',
  'Plenum-0.1.0.AppImage',
  'Plenum Setup 0.1.0.exe',
  'Plenum-0.1.0-arm64.dmg',
  'Plenum-0.1.0-mac.zip',
  'Plenum-0.1.0.dmg.blockmap',
  'plenum_0.1.0_amd64.deb',
])('%s is handed out', (name) => {
  expect(isOffered(name)).toBe(true);
});

test.each([
  '',
  '.yml',
  '.hidden.deb',
  'pepper',
  'plenum.db',
  'builder-debug.yml',
  'latest.yml.old',
  'LATEST.YML',
  '../plenum.deb',
  'a/b.deb',
  'a\\b.deb',
  'a.deb\0',
  'a.deb\n',
  'page.html',
  `${'a'.repeat(200)}.deb`,
])('%j is not', (name) => {
  expect(isOffered(name)).toBe(false);
});

test('S20: a link that leads out of the folder is not followed, one to another installer is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-desktop-'));
  await mkdir(join(folder, 'desktop'));
  const path = (name: string): string => join(folder, 'desktop', name);
  await writeFile(join(folder, 'pepper'), 'secret');
  await writeFile(join(folder, 'other.deb'), 'secret');
  await writeFile(path('plenum_1.0.0.deb'), 'installer');
  await writeFile(path('.hidden.deb'), 'secret');
  await symlink(join(folder, 'pepper'), path('evil.deb'));
  await symlink(join(folder, 'other.deb'), path('evil-2.deb'));
  await symlink('.hidden.deb', path('evil-3.deb'));
  await symlink('plenum_1.0.0.deb', path('plenum.deb'));
  const app = Fastify();
  await addDesktopFiles(app, join(folder, 'desktop'));
  const get = async (name: string): Promise<string | number> => {
    const { statusCode, body } = await app.inject(`/desktop/${name}`);
    return statusCode === 200 ? body : statusCode;
  };
  expect(await Promise.all(['evil.deb', 'evil-2.deb', 'evil-3.deb'].map(get))).toEqual([404, 404, 404]);
  expect(await Promise.all(['plenum_1.0.0.deb', 'plenum.deb'].map(get))).toEqual(['installer', 'installer']);
  await app.close();
  await rm(folder, { recursive: true });
});
