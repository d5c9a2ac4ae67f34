// What `npm run package -- --dir` makes: packed offline around a folder that stands in for Electron's, and taken apart again.
import { createHash, type KeyObject } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type DirectoryRecord,
  extractFile,
  type FileRecord,
  getRawHeader,
  listPackage,
} from '@electron/asar';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isProven } from '../../client/main/updates/update-proof.ts';
import { makeElectronFolder } from '../helpers/electron-folder.ts';

const root = join(import.meta.dirname, '../..');
const packingTimeoutMs = 300_000;
let work: string;
let program: string;
let archive: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'plenum-package-'));
  const electron = join(work, 'electron');
  await makeElectronFolder(electron);
  const command = [join(root, 'scripts/package.mjs'), '--linux', '--dir', '--output', join(work, 'out')];
  await promisify(execFile)(process.execPath, command, {
    cwd: root,
    env: {
      ...process.env,
      ELECTRON_OVERRIDE_DIST_PATH: electron,
      PLENUM_UPDATE_KEY: join(work, 'update-key.pem'),
    },
  });
  program = join(work, 'out/linux-unpacked');
  archive = join(program, 'resources/app.asar');
}, packingTimeoutMs);

afterAll(() => rm(work, { recursive: true, force: true }));

const read = (file: string): string => extractFile(archive, file).toString();

/** Every file of the archive, the packed pages' hashes left out. */
function packedFiles(): string[] {
  const header = getRawHeader(archive).header;
  return [...filesOf(header)].map(([name]) => name.replace(/-[\w-]{8}\.(js|css|svg)$/, '-HASH.$1'));
}

function* filesOf(folder: DirectoryRecord, path = ''): Generator<[string, FileRecord]> {
  for (const [name, entry] of Object.entries(folder.files)) {
    const full = path === '' ? name : `${path}/${name}`;
    if ('files' in entry) yield* filesOf(entry, full);
    else yield [full, entry];
  }
}

describe('the archive of the program', () => {
  test('holds the built program, its pages and the one module in machine code, and nothing else', () => {
    const assets = packedFiles().filter((name) => name.startsWith('pages/assets/'));
    for (const name of assets) expect(name).toMatch(/^pages\/assets\/[\w-]+-HASH\.(js|css|svg)$/);
    expect(assets.length).toBeGreaterThan(4);
    expect(
      packedFiles()
        .filter((name) => !assets.includes(name))
        .sort(),
    ).toEqual([
      'key-process.js',
      'main.js',
      'node_modules/node-gyp-build/LICENSE',
      'node_modules/node-gyp-build/index.js',
      'node_modules/node-gyp-build/node-gyp-build.js',
      'node_modules/node-gyp-build/package.json',
      'node_modules/uiohook-napi/LICENSE',
      'node_modules/uiohook-napi/dist/index.js',
      'node_modules/uiohook-napi/dist/prebuild-test-noop.js',
      'node_modules/uiohook-napi/package.json',
      `node_modules/uiohook-napi/prebuilds/linux-${process.arch}/uiohook-napi.node`,
      'package.json',
      'pages/badge.html',
      'pages/connect.html',
      'pages/picker.html',
      'preload.cjs',
      'update-key.pem',
    ]);
  });

  test('says where the program begins, and what it is called', () => {
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: 'plenum',
      productName: 'Plenum',
      main: 'main.js',
      type: 'module',
      dependencies: { 'uiohook-napi': expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    });
  });

  test('knows a sum of every file, and each is right', () => {
    const header = getRawHeader(archive).header;
    for (const [name, { integrity }] of filesOf(header)) {
      const sum = createHash('sha256').update(extractFile(archive, name)).digest('hex');
      expect([name, integrity?.algorithm, integrity?.hash]).toEqual([name, 'SHA256', sum]);
    }
  });

  test('leaves outside only what the system itself must load', async () => {
    const outside = await readdir(`${archive}.unpacked`, { recursive: true, withFileTypes: true });
    expect(outside.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['uiohook-napi.node']);
  });

  test('is the only program there is: Electron’s own is gone', async () => {
    const resources = await readdir(join(program, 'resources'));
    expect(resources.sort()).toEqual(['app-update.yml', 'app.asar', 'app.asar.unpacked']);
  });
});

describe('the packed code', () => {
  test('the preload is one CommonJS file that loads Electron and nothing else', () => {
    const preload = read('preload.cjs');
    const loaded = [...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name);
    expect(loaded).toEqual(['"electron"']);
    expect(preload).not.toMatch(/^\s*(import|export)\s/m);
    expect(preload).not.toMatch(/\bimport\(/);
  });

  test('the processes load what Electron brings, Node’s own modules, and the one package beside them', () => {
    for (const file of ['main.js', 'key-process.js']) {
      const code = read(file);
      const named = /(?:\bfrom |\bimport |\b__require\(|\bimport\()"([\w@./:-]+)"/g;
      const loaded = [...code.matchAll(named)].map(
        ([, name = '']) => name.replace(/^node:/, '').split('/')[0],
      );
      const foreign = new Set(loaded).difference(new Set(process.getBuiltinModule('module').builtinModules));
      expect([file, [...foreign].filter((name) => name !== 'electron' && name !== 'uiohook-napi')]).toEqual([
        file,
        [],
      ]);
    }
  });

  test('nothing tells where it was built, and no page or process evaluates text', () => {
    for (const name of listPackage(archive, { isPack: false })) {
      if (!/^\/(main|key-process|preload|pages).*\.(js|cjs|html|css)$/.test(name)) continue;
      const code = read(name.slice(1));
      expect([name, code.includes(root)]).toEqual([name, false]);
      expect([name, /\beval\(|\bnew Function\(|sourceMappingURL/.test(code)]).toEqual([name, false]);
    }
  });

  test('the pages have no script in themselves and load from nowhere else', () => {
    for (const page of ['badge', 'connect', 'picker']) {
      const html = read(`pages/${page}.html`);
      expect(html).toMatch(/<script type="module" crossorigin src="\.\/assets\/[\w-]+\.js"><\/script>/);
      expect(html).not.toMatch(/<script[^>]*>[^<]|\son\w+=|<style|\sstyle=|javascript:/i);
      for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g))
        expect(address).toMatch(/^\.\/assets\//);
    }
  });
});

describe('the packed Electron', () => {
  test('has its fuses set: no Node, no debugger, no other program', async () => {
    const wire = await getCurrentFuseWire(join(program, 'plenum'));
    expect(wire.version).toBe(FuseVersion.V1);
    const isOn = (fuse: FuseV1Options): boolean => String.fromCodePoint(Number(wire[fuse])) === '1';
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspectArguments: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspectArguments: false,
      asarIntegrity: true,
      onlyFromAsar: true,
      ownSnapshot: false,
      fileProtocol: false,
    });
  });

  test('speaks English and Chinese', async () => {
    expect((await readdir(join(program, 'locales'))).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);
  });

  test('looks for updates at an address that is replaced while it runs', async () => {
    const description = await readFile(join(program, 'resources/app-update.yml'), 'utf8');
    expect(description).toContain('provider: generic');
    expect(description).toContain('url: https://plenum.invalid/desktop');
  });
});

describe('the installers', () => {
  test('are described with a signature that the packed program takes', async () => {
    const { openUpdateKey, signDescription } = (await import(
      join(root, 'scripts/package/update-key.mjs')
    )) as {
      openUpdateKey: (file: string) => KeyObject;
      signDescription: (description: string, key: KeyObject) => string;
    };
    const file = { url: 'Plenum-9.0.0.AppImage', sha512: 'c3Vt' };
    const description = `version: 9.0.0\nfiles:\n  - url: ${file.url}\n    sha512: ${file.sha512}\n`;
    const signed = signDescription(description, openUpdateKey(join(work, 'update-key.pem')));
    const plenumSignature = /^plenumSignature: (.+)$/m.exec(signed)?.[1];
    const key = read('update-key.pem');
    expect(isProven({ version: '9.0.0', files: [file], plenumSignature }, key)).toBe(true);
    expect(isProven({ version: '9.0.1', files: [file], plenumSignature }, key)).toBe(false);
  });

  test('take plenum: links, stand among the programs of the network, and have the icon in every size', async () => {
    const { default: config } = (await import(join(root, 'scripts/package/electron-builder.config.mjs'))) as {
      default: Record<string, unknown>;
    };
    expect(config).toMatchObject({
      appId: 'org.plenum.desktop',
      protocols: [{ schemes: ['plenum'] }],
      linux: { target: ['AppImage', 'deb'], category: 'Network', executableName: 'plenum' },
      mac: { target: ['dmg', 'zip'] },
      win: { target: ['nsis'] },
    });
    for (const sizePx of [16, 32, 64, 128, 256, 512]) {
      const png = readFileSync(join(root, `scripts/package/icons/${sizePx}x${sizePx}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([sizePx, sizePx]);
    }
  });
});
