import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createImpairment, type Fate, type LinkQuality, type Phase, perfectLink } from './impairment.ts';

interface Packet {
  readonly bytes: number;
  readonly gapMs: number;
}

const packets = fc.array(
  fc.record({ bytes: fc.integer({ min: 1, max: 1400 }), gapMs: fc.integer({ min: 0, max: 40 }) }),
  { minLength: 1, maxLength: 300 },
);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const quality: fc.Arbitrary<LinkQuality> = fc.record({
  delayMs: fc.integer({ min: 0, max: 300 }),
  jitterMs: fc.integer({ min: 0, max: 50 }),
  loss: share,
  burst: fc.record({ enter: share, leave: share, loss: share }),
  reorder: fc.record({ share, byMs: fc.integer({ min: 0, max: 100 }) }),
  duplicate: share,
  queueMs: fc.integer({ min: 0, max: 500 }),
});

function always(part: Partial<LinkQuality>): Phase[] {
  return [{ ...perfectLink, ...part, fromMs: 0 }];
}

function passAll(seed: number, phases: readonly Phase[], sent: readonly Packet[]): Fate[] {
  const line = createImpairment(seed, phases);
  let nowMs = 0;
  return sent.map(({ bytes, gapMs }) => {
    nowMs += gapMs;
    return line.pass(bytes, nowMs);
  });
}

function evenPackets(count: number): Packet[] {
  return Array.from({ length: count }, () => ({ bytes: 100, gapMs: 20 }));
}

function lossPattern(fates: readonly Fate[]): boolean[] {
  return fates.map(({ kind }) => kind === 'lost');
}

function lossShare(fates: readonly Fate[]): number {
  return fates.filter(({ kind }) => kind === 'lost').length / fates.length;
}

function arrivalsOf(fates: readonly Fate[]): number[] {
  return fates.flatMap((fate) => (fate.kind === 'delivered' ? fate.atMs : []));
}

/** Mean number of packets lost in a row. */
function meanRun(pattern: readonly boolean[]): number {
  const runs = pattern.filter((lost, index) => lost && pattern[index - 1] !== true).length;
  return pattern.filter(Boolean).length / Math.max(1, runs);
}

describe('chance', () => {
  test('the same seed loses the same packets, however large they are and whenever they come', () => {
    fc.assert(
      fc.property(fc.integer(), quality, packets, packets, (seed, line, first, second) => {
        const count = Math.min(first.length, second.length);
        const phases = always(line);
        const pattern = lossPattern(passAll(seed, phases, first.slice(0, count)));
        expect(lossPattern(passAll(seed, phases, second.slice(0, count)))).toEqual(pattern);
      }),
    );
  });

  test('the same seed and the same packets give the same fates, to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer(), quality, packets, (seed, line, sent) => {
        expect(passAll(seed, always(line), sent)).toEqual(passAll(seed, always(line), sent));
      }),
    );
  });

  test('another seed loses other packets', () => {
    const phases = always({ loss: 0.2 });
    const patterns = [1, 2, 3].map((seed) => lossPattern(passAll(seed, phases, evenPackets(200))).join());
    expect(new Set(patterns).size).toBe(3);
  });

  test.each([0.025, 0.05, 0.1, 0.2])('over many packets the share %d is lost', (loss) => {
    const lost = lossShare(passAll(7, always({ loss }), evenPackets(40_000)));
    expect(Math.abs(lost - loss)).toBeLessThan(0.006);
  });

  test('bursts lose packets in a row where single losses do not', () => {
    const bursts = passAll(3, always({ burst: { enter: 0.02, leave: 0.2, loss: 1 } }), evenPackets(40_000));
    const singles = passAll(3, always({ loss: lossShare(bursts) }), evenPackets(40_000));
    expect(lossShare(bursts)).toBeCloseTo(0.02 / 0.22, 1);
    expect(meanRun(lossPattern(bursts))).toBeGreaterThan(4);
    expect(meanRun(lossPattern(singles))).toBeLessThan(1.3);
  });
});

describe('time', () => {
  test('a perfect line delivers every packet once and at once', () => {
    fc.assert(
      fc.property(fc.integer(), packets, (seed, sent) => {
        const line = createImpairment(seed, always({}));
        for (const [index, { bytes }] of sent.entries()) {
          expect(line.pass(bytes, index)).toEqual({ kind: 'delivered', atMs: [index] });
        }
      }),
    );
  });

  test('nothing arrives before its travelling time, and without reordering nothing is overtaken', () => {
    fc.assert(
      fc.property(fc.integer(), quality, packets, (seed, line, sent) => {
        const inOrder = always({ ...line, reorder: { share: 0, byMs: 0 } });
        const arrivals = arrivalsOf(passAll(seed, inOrder, sent));
        expect(arrivals).toEqual(arrivals.toSorted((left, right) => left - right));
        expect(arrivals.every((atMs) => atMs >= line.delayMs)).toBe(true);
      }),
    );
  });

  test('packets held back arrive after later ones', () => {
    const arrivals = arrivalsOf(passAll(1, always({ reorder: { share: 0.1, byMs: 50 } }), evenPackets(500)));
    const overtaken = arrivals.filter((atMs, index) => atMs > (arrivals[index + 1] ?? Infinity)).length;
    expect(overtaken).toBeGreaterThan(30);
    expect(overtaken).toBeLessThan(70);
  });

  test('a duplicated packet arrives twice', () => {
    expect(passAll(1, always({ duplicate: 1 }), evenPackets(1))).toEqual([
      { kind: 'delivered', atMs: [20, 20] },
    ]);
  });
});

describe('a narrow line', () => {
  test('never delivers faster than its rate', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 50_000, max: 5_000_000 }), (sent, rateBps) => {
        const fates = passAll(1, always({ rateBps, queueMs: 300 }), sent);
        let [freeAtMs, nowMs] = [0, 0];
        for (const [index, fate] of fates.entries()) {
          nowMs += sent[index]?.gapMs ?? 0;
          if (fate.kind !== 'delivered') continue;
          freeAtMs = Math.max(freeAtMs, nowMs) + (((sent[index]?.bytes ?? 0) + 28) * 8000) / rateBps;
          expect(fate.atMs[0]).toBeGreaterThanOrEqual(freeAtMs - 1e-6);
        }
      }),
    );
  });

  test('drops what finds the queue full, and nothing else', () => {
    // 972 + 28 bytes at 80 kbit/s take 100 ms: with 250 ms of queue, one is on its way and two wait.
    const sent = Array.from({ length: 8 }, () => ({ bytes: 972, gapMs: 0 }));
    const fates = passAll(1, always({ rateBps: 80_000, queueMs: 250 }), sent);
    expect(arrivalsOf(fates)).toEqual([100, 200, 300]);
    expect(fates.slice(3).every(({ kind }) => kind === 'queue-full')).toBe(true);
  });
});

test('a line changes when its next phase begins: a cut loses everything, and only while it lasts', () => {
  const line = createImpairment(1, [
    { ...perfectLink, fromMs: 0 },
    { ...perfectLink, loss: 1, fromMs: 1000 },
    { ...perfectLink, fromMs: 2000 },
  ]);
  expect(line.pass(100, 5000).kind).toBe('delivered');
  line.begin(6000);
  const kinds = [6000, 6999, 7000, 7999, 8000].map((nowMs) => line.pass(100, nowMs).kind);
  expect(kinds).toEqual(['delivered', 'delivered', 'lost', 'lost', 'delivered']);
});
