import { beforeEach, expect, test, vi } from 'vitest';
import type { DesktopData } from '../store/desktop-data.ts';
import { MediaConsent } from './media-consent.ts';

const [first, second] = ['https://first.example', 'https://second.example'];
const ask = vi.fn<(origin: string) => Promise<boolean>>();
let data: Pick<DesktopData, 'servers'>;
let connected: string | null;
let consent: MediaConsent;

const openConsent = (): MediaConsent =>
  new MediaConsent({
    store: {
      get data() {
        return data as DesktopData;
      },
      change: (change) => void (data = { ...data, ...change }),
    },
    connectedOrigin: () => connected,
    ask,
  });

beforeEach(() => {
  data = { servers: [{ origin: first, fingerprint: 'a'.repeat(64) }, { origin: second }] };
  connected = first;
  ask.mockReset().mockResolvedValue(true);
  consent = openConsent();
});

test('S18: no server has camera and microphone before the person was asked, once for each', async () => {
  expect(consent.isAllowed()).toBe(false);
  expect(await Promise.all([consent.request(), consent.request()])).toEqual([true, true]);
  expect(ask.mock.calls).toEqual([[first]]);
  expect(openConsent().isAllowed()).toBe(true);
  connected = second;
  expect(consent.isAllowed()).toBe(false);
  expect(await consent.request()).toBe(true);
  expect(ask.mock.calls).toEqual([[first], [second]]);
  expect(data.servers[0]).toEqual({ origin: first, fingerprint: 'a'.repeat(64), mediaAllowed: true });
});

test('S18: a page that was refused is not heard again before the next start, and nothing of it is kept', async () => {
  ask.mockResolvedValue(false);
  expect([await consent.request(), await consent.request()]).toEqual([false, false]);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(data.servers[0]).not.toHaveProperty('mediaAllowed');
  ask.mockResolvedValue(true);
  expect(await openConsent().request()).toBe(true);
});

test('S18: an answer that comes when another server is shown grants that one nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  ask.mockReturnValueOnce(promise);
  const asked = consent.request();
  connected = second;
  resolve(true);
  expect(await asked).toBe(false);
  expect(consent.isAllowed()).toBe(false);
});

test('S18: without a server no page may use devices', async () => {
  connected = null;
  expect(await consent.request()).toBe(false);
  expect(ask).not.toHaveBeenCalled();
});
