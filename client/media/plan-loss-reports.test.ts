import { expect, test } from 'vitest';
import { createLossReports } from './plan-loss-reports.ts';
import type { VoiceStats } from './voice-contract.ts';

/** What became of the 25 frames of half a second; `runs` is how often some were lost in a row, by default each alone. */
interface HalfSecond {
  readonly lost?: number;
  readonly rebuilt?: number;
  readonly runs?: number;
}

/** A voice and one who listens to it, who looks twice a second. */
function listen(codec: VoiceStats['codec'] = 'speex', framesPerPacket = 1) {
  const reports = createLossReports();
  const stats = {
    codec,
    received: 0,
    rebuilt: 0,
    lost: 0,
    lossRuns: 0,
    framesPerPacket,
    concealed: 0,
    levelDb: -30,
    delayMs: 60,
  };
  const look = () => reports.plan(new Map([['voice', { ...stats }]]));
  const pass = ({ lost = 0, rebuilt = 0, runs = lost + rebuilt }: HalfSecond) => {
    stats.lost += lost;
    stats.rebuilt += rebuilt;
    stats.lossRuns += runs;
    stats.received += 25 - lost;
    return look();
  };
  return {
    look,
    pass,
    /** Lets so many looks pass, every report confirmed; what was reported, with the number of the look. */
    watch: (looks: number, halfSecond: (index: number) => HalfSecond = () => ({})) =>
      Array.from({ length: looks }, (_, index) => {
        const planned = pass(halfSecond(index));
        reports.confirm(planned);
        return planned.map(({ lossRatio, burstPackets }) => ({ look: index, lossRatio, burstPackets }));
      }).flat(),
  };
}

test('a clean voice is not reported, nor one that loses a single frame now and then', () => {
  expect(listen().watch(60)).toEqual([]);
  expect(listen().watch(240, (index) => ({ lost: index % 10 === 0 ? 1 : 0 }))).toEqual([]);
});

test('two frames lost in one second are reported at the next look, though all was well before', () => {
  const voice = listen();
  voice.watch(40);
  expect(voice.watch(2, () => ({ lost: 1 }))).toEqual([{ look: 1, lossRatio: 0.03, burstPackets: 1 }]);
});

test('a loss that is heavy from one moment to the next is reported as heavy within a second', () => {
  const voice = listen();
  voice.watch(40);
  const [first, second] = voice.watch(2, () => ({ lost: 6 }));
  expect(first?.look).toBe(0);
  expect(second?.lossRatio).toBeGreaterThan(0.15);
});

test('loss is forgotten only when twenty seconds of speech say that it is over', () => {
  const voice = listen();
  voice.watch(40, () => ({ lost: 1, rebuilt: 1 }));
  const reported = voice.watch(60);
  expect(reported.at(-1)?.lossRatio).toBeLessThan(0.015);
  expect(reported.at(-1)?.look).toBeGreaterThan(30);
});

test('a loss of one second keeps its copies for twenty seconds, however long all was well before', () => {
  const voice = listen();
  voice.watch(60);
  const [began, ended, ...more] = voice.watch(80, (index) => ({ lost: index < 2 ? 1 : 0 }));
  expect(began?.look).toBe(1);
  expect(ended?.look).toBeGreaterThanOrEqual(38);
  expect(ended?.lossRatio).toBeLessThan(0.015);
  expect(more).toEqual([]);
});

test('frames that copies rebuilt count as lost on the way, so that the copies go on', () => {
  const voice = listen();
  expect(voice.watch(10, () => ({ lost: 1 }))).toHaveLength(1);
  expect(voice.watch(80, () => ({ rebuilt: 1 }))).toEqual([]);
});

test('losses in a row are reported as bursts, counted in packets', () => {
  const inBursts = (index: number) => (index % 4 === 0 ? { lost: 6, runs: 2 } : {});
  expect(listen().watch(40, inBursts).at(-1)?.burstPackets).toBe(3);
  const burstsOf = (framesPerPacket: number) =>
    listen('speex', framesPerPacket)
      .watch(40, inBursts)
      .map(({ burstPackets }) => burstPackets);
  expect(Math.max(...burstsOf(3))).toBe(1);
});

test('a report that did not arrive is planned again', () => {
  const voice = listen();
  expect([1, 2, 3].map(() => voice.pass({ lost: 5 }).length)).toEqual([1, 1, 1]);
});

test('a voice that rests keeps what was known of its way', () => {
  const voice = listen();
  voice.watch(40, () => ({ lost: 1 }));
  for (let index = 0; index < 100; index += 1) expect(voice.look()).toEqual([]);
});

test('a voice in Opus is not reported', () => {
  expect(listen('opus').watch(20, () => ({ lost: 5 }))).toEqual([]);
});
