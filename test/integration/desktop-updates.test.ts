// Updates with electron-updater's own code for AppImages, from a folder that a server hands out. What needs Electron itself is not
// tried here: its network with the session's certificates, and its end of the program; Node's stand in for them.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type RequestOptions,
} from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import electronUpdater from 'electron-updater';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UpdateState } from '../../client/ipc.ts';
import { CallWatch } from '../../client/main/call/call-watch.ts';
import { setUpdaterUp, type Updater } from '../../client/main/updates/open-updater.ts';
import { UpdateService } from '../../client/main/updates/update-service.ts';

/** The library's own way to the network, with Node's requests in place of Electron's. */
interface HttpExecutor {
  createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest;
}
const ofUpdater = createRequire(createRequire(import.meta.url).resolve('electron-updater'));
const { ElectronHttpExecutor } = ofUpdater('./electronHttpExecutor.js') as {
  ElectronHttpExecutor: new () => HttpExecutor;
};
class NodeHttpExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void) {
    return request(options, callback);
  }
}

const builders = generateKeyPairSync('ed25519');
/** An AppImage is started once after it has been put in place. */
const newProgram = '#!/bin/sh\nexit 0\n';
const patience = { timeout: 20_000, interval: 20 };

let folder: string;
let appImage: string;
/** What the server hands out below `/desktop/`. */
let published: Map<string, string | Buffer>;
let asked: string[];
let server: ReturnType<typeof createServer>;
let origin: string;
/** The server keeps the last byte of the program back for as long as this is so. */
let isSlow: boolean;
let calls: CallWatch;
let told: UpdateState[];
let quitHandlers: ((exitCode: number) => void)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-updates-'));
  appImage = join(folder, 'Plenum.AppImage');
  writeFileSync(appImage, 'the old program', { mode: 0o755 });
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: plenum-updater\n');
  vi.stubEnv('APPIMAGE', appImage);
  published = new Map();
  asked = [];
  isSlow = false;
  calls = new CallWatch();
  told = [];
  quitHandlers = [];
  server = createServer(({ url }, response) => {
    const name = new URL(url ?? '', origin).pathname.replace('/desktop/', '');
    const content = published.get(name);
    asked.push(name);
    if (content === undefined) return response.writeHead(404).end();
    if (!isSlow || name.endsWith('.yml')) return response.end(content);
    return response.writeHead(200, { 'content-length': content.length }).write(content.slice(0, -1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a newer program is fetched, and put in the old one’s place when the program ends', async () => {
  publish('9.0.0');
  openService().consider();
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'ready', version: '9.0.0' }), patience);
  expect(readFileSync(appImage, 'utf8')).toBe('the old program');
  for (const quit of quitHandlers) quit(0);
  expect(readFileSync(appImage, 'utf8')).toBe(newProgram);
});

test('an older or the same program is left where it is', async () => {
  for (const version of ['0.9.0', '1.0.0']) {
    publish(version);
    const before = asked.length;
    const service = openService();
    service.consider();
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before), patience);
  }
  expect(asked.filter((name) => !name.endsWith('.yml'))).toEqual([]);
  expect(told).toEqual([]);
});

test('a program that the builders have not signed is not even fetched', async () => {
  publish('9.0.0', generateKeyPairSync('ed25519').privateKey);
  openService().consider();
  await vi.waitFor(() => expect(told).toEqual([{ state: 'failed' }]), patience);
  expect(asked.filter((name) => !name.endsWith('.yml'))).toEqual([]);
});

test('a program that is not the signed one is thrown away', async () => {
  publish('9.0.0');
  published.set('Plenum-9.0.0.AppImage', 'something else');
  openService().consider();
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'failed' }), patience);
  expect(asked).toContain('Plenum-9.0.0.AppImage');
  for (const quit of quitHandlers) quit(0);
  expect(readFileSync(appImage, 'utf8')).toBe('the old program');
});

test('a server without a folder of programs is a quiet state', async () => {
  openService().consider();
  await vi.waitFor(() => expect(told).toEqual([{ state: 'failed' }]), patience);
});

test('a call that begins stops the download, and after it the program is fetched', async () => {
  publish('9.0.0');
  isSlow = true;
  openService().consider();
  await vi.waitFor(() => expect(asked).toContain('Plenum-9.0.0.AppImage'), patience);
  void calls.handlers()['call:tell']({
    call: { number: '04217', microphone: 'on', camera: 'off', share: 'off' },
  });
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'none' }), patience);
  isSlow = false;
  calls.pageLeft();
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'ready', version: '9.0.0' }), patience);
});

/** Puts a program and its description into the server's folder, as packing does. */
function publish(version: string, key: KeyObject = builders.privateKey): void {
  const url = `Plenum-${version}.AppImage`;
  const sha512 = createHash('sha512').update(newProgram).digest('base64');
  const statement = JSON.stringify({ version, files: [[url, sha512]] });
  const description = {
    version,
    files: [{ url, sha512, size: newProgram.length }],
    path: url,
    sha512,
    releaseDate: '2026-11-27T00:00:00.000Z',
    plenumSignature: sign(null, Buffer.from(statement), key).toString('base64'),
  };
  const architecture = process.arch === 'x64' ? '' : `-${process.arch}`;
  // JSON is YAML too.
  published.set(`latest-linux${architecture}.yml`, JSON.stringify(description));
  published.set(url, newProgram);
}

function openService(): UpdateService {
  return new UpdateService({
    machine: {
      platform: 'linux',
      isPackaged: true,
      appImage,
      updateKey: builders.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    calls,
    openUpdater: async () => openRealUpdater(),
    connectedOrigin: () => origin,
    tell: (_name, event) => void told.push(event as UpdateState),
    prepareQuit: () => {},
    log: () => {},
    nowMs: () => performance.now(),
  });
}

function openRealUpdater(): Updater {
  const updater = new electronUpdater.AppImageUpdater(null, {
    version: '1.0.0',
    name: 'Plenum',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: (handler: (exitCode: number) => void) => void quitHandlers.push(handler),
  });
  return setUpdaterUp(Object.assign(updater, { httpExecutor: new NodeHttpExecutor() }));
}
