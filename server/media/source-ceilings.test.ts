import { expect, test } from 'vitest';
import type { AnyProducer, SourceData } from './peer-producers.ts';
import { SourceCeilings } from './source-ceilings.ts';

const microphone: SourceData = { source: 'microphone', codec: 'speex' };
/** What is left of a second of the flood; the ceiling of a voice is 37.5 kB. */
const floodBytesPerSecond = 500_000;

/** An account that floods with one microphone after the other, and the clock. */
function openAccount() {
  let nowMs = 0;
  /** Of the peer that it is now. */
  let place = 1;
  let count = 0;
  const open = new Map<string, { bytes: number; producer: AnyProducer }>();
  const exceeded: string[] = [];
  const ceilings = new SourceCeilings({
    sources: () =>
      [...open.values()].map(({ producer }) => ({
        peerId: `peer-${place}`,
        accountId: 'account',
        producer,
        look: (question) => question(),
      })),
    onExceeded: (_peerId, producerId) => {
      exceeded.push(producerId);
      close(producerId);
    },
    now: () => nowMs,
  });
  const close = (producerId: string): void => {
    const source = open.get(producerId);
    if (source) ceilings.closing('account', source.producer);
    open.delete(producerId);
  };
  return {
    ceilings,
    exceeded,
    close,
    /** Comes in again as another peer. */
    enterAgain(): void {
      for (const id of open.keys()) close(id);
      place += 1;
    },
    start(): string {
      ceilings.requireEven('account', microphone);
      count += 1;
      const source = { bytes: 0, producer: {} as AnyProducer };
      const stats = async () => [{ byteCount: source.bytes }];
      const fake = { id: `microphone-${count}`, rtpParameters: {}, appData: microphone, getStats: stats };
      source.producer = fake as unknown as AnyProducer;
      open.set(fake.id, source);
      return fake.id;
    },
    /** Lets a second pass. */
    async second(bytes: number): Promise<void> {
      nowMs += 1000;
      for (const source of open.values()) source.bytes += bytes;
      if (nowMs % 10_000 === 0) await ceilings.look();
    },
  };
}

test('S13: a source that is opened anew every eight seconds is found at the first look, and may not come back at once', async () => {
  const peer = openAccount();
  let id = peer.start();
  for (let second = 1; second <= 10; second += 1) {
    await peer.second(floodBytesPerSecond);
    if (second !== 8) continue;
    peer.close(id);
    id = peer.start();
  }
  expect(peer.exceeded).toEqual([id]);
  expect(() => peer.start()).toThrow(expect.objectContaining({ code: 'too-often' }));
});

test('S13: a source that is never there when it is looked at may not come back either', async () => {
  const peer = openAccount();
  const id = peer.start();
  for (let second = 1; second <= 9; second += 1) await peer.second(floodBytesPerSecond);
  peer.close(id);
  await peer.second(0);
  expect(peer.exceeded).toEqual([]);
  expect(() => peer.start()).toThrow(
    expect.objectContaining({ details: { retryAfterMs: expect.any(Number) } }),
  );
});

test('S13: leaving and joining again does not begin anew, until what was sent too much is made up for', async () => {
  const account = openAccount();
  account.start();
  for (let second = 1; second <= 9; second += 1) await account.second(floodBytesPerSecond);
  account.enterAgain();
  await account.second(0);
  expect(() => account.start()).toThrow(expect.objectContaining({ code: 'too-often' }));
  // What came in within 9 s passes in two minutes.
  for (let second = 11; second <= 130; second += 1) await account.second(0);
  expect(() => account.start()).not.toThrow();
});

test('a voice that is switched off and on all the time is never found', async () => {
  const peer = openAccount();
  for (let second = 1; second <= 120; second += 1) {
    const id = peer.start();
    await peer.second(16_000);
    peer.close(id);
  }
  expect(peer.exceeded).toEqual([]);
});
