import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallState, UpdateState } from '../../ipc.ts';
import { CallWatch } from '../call/call-watch.ts';
import type { FoundUpdate } from './open-updater.ts';
import { lookEveryMs } from './plan-update.ts';
import { UpdateService, type UpdateParts } from './update-service.ts';

const origin = 'https://meet.example.org';
const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'off' };
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const updateKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const statement = '{"version":"2.0.0","files":[["Plenum.AppImage","c2hh"]]}';
const signed = {
  version: '2.0.0',
  files: [{ url: 'Plenum.AppImage', sha512: 'c2hh' }],
  plenumSignature: sign(null, Buffer.from(statement), privateKey).toString('base64'),
};

let calls: CallWatch;
let told: UpdateState[];
let done: unknown[];
let logged: unknown[];
let nowMs: number;
let connected: string | null;
/** What the server says; an error is thrown. */
let offer: object | Error | null;
let download: PromiseWithResolvers<string[]>;

beforeEach(() => {
  vi.useFakeTimers();
  calls = new CallWatch();
  told = [];
  done = [];
  logged = [];
  nowMs = 1000;
  connected = origin;
  offer = signed;
  download = Promise.withResolvers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a newer program is fetched from the connected server and waits for the end', async () => {
  const service = openService();
  service.consider();
  await settle();
  expect(done).toEqual([['ask', 'https://meet.example.org/desktop/'], 'download']);
  expect(service.state).toEqual({ state: 'downloading', version: '2.0.0' });
  download.resolve([]);
  await settle();
  expect(told).toEqual([
    { state: 'downloading', version: '2.0.0' },
    { state: 'ready', version: '2.0.0' },
  ]);
});

test('nothing newer is nothing told', async () => {
  offer = null;
  const service = openService();
  service.consider();
  await settle();
  expect([service.state, told]).toEqual([{ state: 'none' }, []]);
});

test('an update from an unknown builder is not fetched', async () => {
  offer = { ...signed, version: '3.0.0' };
  const service = openService();
  service.consider();
  await settle();
  expect(done).toEqual([['ask', 'https://meet.example.org/desktop/']]);
  expect(service.state).toEqual({ state: 'failed' });
  expect(logged).toHaveLength(1);
});

test('a server that cannot be asked is a quiet state, and is asked again six hours later', async () => {
  offer = new Error('net::ERR_CONNECTION_REFUSED');
  const service = openService();
  service.consider();
  await settle();
  expect(service.state).toEqual({ state: 'failed' });
  offer = signed;
  nowMs += lookEveryMs;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(service.state.state).toBe('downloading');
});

test('a call that begins stops the download, and after it the download is made up for', async () => {
  const service = openService();
  service.consider();
  await settle();
  enterCall();
  await settle();
  expect(done.at(-1)).toBe('cancel');
  expect([service.state, logged]).toEqual([{ state: 'none' }, []]);
  download = Promise.withResolvers();
  calls.pageLeft();
  await settle();
  expect(service.state.state).toBe('downloading');
});

test('nothing is asked during a call', async () => {
  enterCall();
  openService().consider();
  await settle();
  expect(done).toEqual([]);
});

test('the program installs when asked, but not during a call', async () => {
  const service = openService();
  service.consider();
  download.resolve([]);
  await settle();
  enterCall();
  await expect(update(service)).rejects.toMatchObject({ code: 'not-permitted-here' });
  calls.pageLeft();
  await update(service);
  expect(done.slice(-2)).toEqual(['prepare quit', ['install', true, true]]);
});

test('the program installs nothing that it does not have', async () => {
  await expect(update(openService())).rejects.toMatchObject({ code: 'not-permitted-here' });
});

test('a program that cannot update itself says so and asks no server', async () => {
  const service = openService({ updateKey: undefined });
  service.consider();
  await settle();
  expect([service.state, done]).toEqual([{ state: 'unsupported' }, []]);
});

function openService(machine: Partial<UpdateParts['machine']> = {}): UpdateService {
  return new UpdateService({
    machine: { platform: 'linux', isPackaged: true, appImage: '/p.AppImage', updateKey, ...machine },
    calls,
    openUpdater: async () => ({
      setFeedURL: (feed) =>
        void done.push(['ask', typeof feed === 'object' && 'url' in feed ? feed.url : feed]),
      checkForUpdates: async () => {
        if (offer instanceof Error) throw offer;
        const cancellationToken = {
          cancel: () => {
            done.push('cancel');
            download.reject(new Error('cancelled'));
          },
        };
        return {
          isUpdateAvailable: offer !== null,
          updateInfo: offer ?? signed,
          cancellationToken,
        } as unknown as FoundUpdate;
      },
      downloadUpdate: () => {
        done.push('download');
        return download.promise;
      },
      quitAndInstall: (...how) => void done.push(['install', ...how]),
    }),
    connectedOrigin: () => connected,
    tell: (_name, event) => void told.push(event as UpdateState),
    prepareQuit: () => void done.push('prepare quit'),
    log: (_sentence, error) => void logged.push(error),
    nowMs: () => nowMs,
  });
}

async function update(service: UpdateService): Promise<void> {
  await service.handlers()['desktop:update']({});
}

function enterCall(): void {
  void calls.handlers()['call:tell']({ call });
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}
