import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountsMax, ceilingOf, lookEveryMs, SendingAccounts } from './plan-ceilings.ts';

const voiceBps = ceilingOf({ source: 'microphone', codec: 'speex' });

/** Sends at a multiple of the voice's ceiling for so long, noted at each look. @returns ms until it was found, if it was */
function foundAfter(factor: number, forMs: number): number | undefined {
  const accounts = new SendingAccounts();
  for (let nowMs = lookEveryMs; nowMs <= forMs; nowMs += lookEveryMs) {
    accounts.note('voice', voiceBps, (factor * voiceBps * lookEveryMs) / 8000, nowMs);
    if (accounts.waitMs('voice', nowMs) > 0) return nowMs;
  }
  return undefined;
}

test('a source that keeps to the ceiling is never found, and one that sends a third more is found within 20 s', () => {
  expect(foundAfter(1, 3_600_000)).toBeUndefined();
  expect(foundAfter(1.34, 60_000)).toBe(20_000);
  expect(foundAfter(13, 60_000)).toBe(10_000);
});

test('a burst of 5 s beyond what the ceiling lets through until the first look passes, more does not', () => {
  const accounts = new SendingAccounts();
  accounts.note('voice', voiceBps, (voiceBps * 15) / 8, 0);
  expect(accounts.waitMs('voice', 0)).toBe(0);
  accounts.note('voice', voiceBps, 1000, 0);
  expect(accounts.waitMs('voice', 0)).toBeGreaterThan(0);
});

test('S13: in the long run no peer sends more than the ceiling, however the sources are cut into pieces', () => {
  const piece = fc.record({ pauseMs: fc.nat(20_000), bytes: fc.nat(1_000_000) });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const accounts = new SendingAccounts();
      let [nowMs, largest, sent] = [0, 0, 0];
      for (const { pauseMs, bytes } of pieces) {
        nowMs += pauseMs;
        if (accounts.waitMs('voice', nowMs) > 0) continue;
        accounts.note('voice', voiceBps, bytes, nowMs);
        largest = Math.max(largest, bytes);
        sent += bytes;
      }
      // What is opened while it may be is counted afterwards, so one piece comes on top.
      expect(sent).toBeLessThanOrEqual((voiceBps / 8) * (nowMs / 1000 + 15) + largest);
    }),
  );
});

test('one kind does not pay for another, and what is even is forgotten', () => {
  const accounts = new SendingAccounts();
  accounts.note('voice', voiceBps, 10_000_000, 0);
  accounts.note('camera', 9_000_000, 1_000_000, 0);
  expect(accounts.waitMs('camera', 0)).toBe(0);
  expect(accounts.waitMs('voice', 0)).toBeGreaterThan(200_000);
  accounts.forgetEven(20_000);
  expect(accounts.size).toBe(1);
});

test('S13: however many accounts are ahead, so many are kept, and of those the ones that sent last', () => {
  const accounts = new SendingAccounts();
  for (let count = 0; count < accountsMax; count += 1)
    accounts.note(`voice ${count}`, voiceBps, 10_000_000, count);
  accounts.note('voice 0', voiceBps, 1, accountsMax);
  accounts.note('another', voiceBps, 10_000_000, accountsMax);
  expect(accounts.size).toBe(accountsMax);
  expect(accounts.waitMs('voice 0', accountsMax)).toBeGreaterThan(0);
  expect(accounts.waitMs('voice 1', accountsMax)).toBe(0);
});

test('every kind of source has a ceiling above what our own client sends', () => {
  expect(ceilingOf({ source: 'microphone', codec: 'opus' })).toBeGreaterThan(130_000);
  expect(ceilingOf({ source: 'camera', codec: 'h264' })).toBeGreaterThan(4_300_000);
  expect(ceilingOf({ source: 'screen', codec: 'jpeg' })).toBeGreaterThan(
    ceilingOf({ source: 'screen', codec: 'h264' }),
  );
  expect(ceilingOf({ source: 'screen-sound', codec: 'opus' })).toBeGreaterThan(voiceBps);
});
