import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import { incomingBitrateMaxBps, outgoingBitrateMaxBps } from './media-settings.ts';
import { openTransports } from './open-transports.ts';

/** @param failing what the worker refuses */
function openRouter(failing?: 'in' | 'out') {
  const asked: { iceConsentTimeout?: number }[] = [];
  const limits: string[] = [];
  let closed = 0;
  const limit = (way: 'in' | 'out', bps: number): void => {
    if (way === failing) throw new Error('The worker refuses.');
    limits.push(`${way} ${bps}`);
  };
  const router = {
    createWebRtcTransport: async (options: { iceConsentTimeout?: number }) => {
      asked.push(options);
      return {
        setMaxIncomingBitrate: async (bps: number) => limit('in', bps),
        setMaxOutgoingBitrate: async (bps: number) => limit('out', bps),
        close: () => (closed += 1),
      };
    },
  };
  return { router: router as unknown as types.Router, asked, limits, closed: () => closed };
}

test('S19: what a peer sends and what it is sent is limited, and it is sent nothing when it has not asked for ten seconds', async () => {
  const { router, asked, limits } = openRouter();
  await openTransports(
    router,
    {} as types.WebRtcServer,
    (question) => question(),
    () => true,
  );
  expect(limits.toSorted()).toEqual([`in ${incomingBitrateMaxBps}`, `out ${outgoingBitrateMaxBps}`]);
  expect(asked.map(({ iceConsentTimeout }) => iceConsentTimeout)).toEqual([10, 10]);
});

test('of a peer that has gone meanwhile neither transport stays open', async () => {
  const { router, closed } = openRouter();
  await expect(
    openTransports(
      router,
      {} as types.WebRtcServer,
      (question) => question(),
      () => false,
    ),
  ).rejects.toMatchObject({
    code: 'not-in-room',
  });
  expect(closed()).toBe(2);
});

test.each(['in', 'out'] as const)(
  'S19: a transport that cannot be limited (%s) does not stay open, nor does the other',
  async (way) => {
    const { router, closed } = openRouter(way);
    await expect(
      openTransports(
        router,
        {} as types.WebRtcServer,
        (question) => question(),
        () => true,
      ),
    ).rejects.toMatchObject({ code: 'media-unavailable' });
    expect(closed()).toBe(2);
  },
);
