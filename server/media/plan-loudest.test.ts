import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHeld, isPaused, noVoices, planLoudest, type Voices } from './plan-loudest.ts';

const intervalMs = 300;
const speechDb = -30;
/** Hangover of the sender's own detector: the background goes out for a while after the last word. */
const hangoverDb = -65;

/** The levels of report after report; who is not in one rests. */
type Script = readonly Readonly<Record<string, number>>[];

/** All that were held after each report. */
function play(script: Script, voicesMax: number, isCrowd = false): string[][] {
  let voices: Voices = noVoices;
  return script.map((levels, index) => {
    voices = planLoudest(voices, new Map(Object.entries(levels)), index * intervalMs, { voicesMax, isCrowd });
    return [...voices.keys()].filter((id) => isHeld(voices, id)).toSorted();
  });
}

const always = (levels: Record<string, number>, reports = 20): Script =>
  Array.from({ length: reports }, () => levels);

/** How often a voice was stopped or forwarded again. */
function changesOf(held: readonly string[][]): number {
  return held.reduce((sum, now, index) => {
    const before = new Set(held[index - 1]);
    return sum + new Set([...now, ...before]).size * 2 - now.length - before.size;
  }, 0);
}

/** Turns of two seconds, each with half a second of hangover after it, so that the voices overlap as in talk. */
function turnsOf(first: string, second: string, others: Record<string, number> = {}): Script {
  return Array.from({ length: 100 }, (_, index) => {
    const [speaker, other] = Math.floor(index / 7) % 2 === 0 ? [first, second] : [second, first];
    const isHangover = index >= 7 && index % 7 < 2;
    return { ...others, [speaker]: speechDb, ...(isHangover && { [other]: hangoverDb }) };
  });
}

const levelsOfMany = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.integer({ min: -127, max: 0 }),
  {
    noNullPrototype: true,
  },
);

describe('the loudest voices', () => {
  test('are all that speak while there are no more than are let through', () => {
    expect(play(always({ a: -30, b: -50, c: -60 }), 3).flat()).toEqual([]);
  });

  test('are chosen by level once they have been judged', () => {
    const held = play(always({ a: -30, b: -50, c: -20, d: -40 }), 2);
    expect(held[0]).toEqual([]);
    expect(held.at(-1)).toEqual(['b', 'd']);
  });

  test('a new speaker is heard at once, however many speak', () => {
    const held = play([...always({ a: -20, b: -20 }, 10), ...always({ a: -20, b: -20, c: -40 }, 1)], 2);
    expect(held.at(-1)).toEqual([]);
  });

  test('in a crowd all are judged at once, and each that is not heard is paused', () => {
    expect(play(always({ a: -30, b: -31, c: -32, d: -33, e: -34 }), 2, true)[0]).toEqual(['c', 'd', 'e']);
    const voices = planLoudest(noVoices, new Map([['a', -30]]), 0, { voicesMax: 1, isCrowd: true });
    expect(['a', 'silent'].map((id) => isPaused(voices, id, true))).toEqual([false, true]);
    expect(['a', 'silent'].map((id) => isPaused(voices, id, false))).toEqual([false, false]);
  });

  test('a speaker who begins to shout takes the place of the quietest', () => {
    const held = play([...always({ a: -30, b: -34, c: -45 }), ...always({ a: -30, b: -34, c: -15 }, 5)], 2);
    expect(held[19]).toEqual(['c']);
    expect(held.at(-1)).toEqual(['b']);
  });

  test('a held speaker is heard soon after another has finished', () => {
    const held = play([...always({ a: -30, b: -34, c: -45 }), ...always({ a: -30, c: -45 }, 4)], 2);
    expect(held[19]).toEqual(['c']);
    expect(held.at(-1)).toEqual([]);
  });

  test('a report that misses a voice changes nothing', () => {
    const all = { a: -30, b: -34, c: -45 };
    const held = play([...always(all), { a: -30, c: -45 }, { a: -30, b: -34 }, all], 2);
    expect(held.slice(19)).toEqual([['c'], ['c'], ['c'], ['c']]);
  });

  test('do not change while two people take turns', () => {
    expect(changesOf(play(turnsOf('a', 'b'), 1))).toBe(0);
    expect(changesOf(play(turnsOf('a', 'b', { c: -32, d: -34 }), 3))).toBe(0);
  });

  test('do not change while equal voices go up and down by syllables', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)), { minLength: 60 }), (wobbles) => {
        const script = wobbles.map(([a, b, c]) => ({ a: -30 - a, b: -30 - b, c: -30 - c }));
        // All have the same share in the end, so one takes the place of another now and then.
        const seconds = (script.length * intervalMs) / 1000;
        expect(changesOf(play(script, 2))).toBeLessThanOrEqual(1 + (2 * seconds) / 4);
      }),
    );
  });

  test('never are more than the setting, beside those that have just begun', () => {
    fc.assert(
      fc.property(
        fc.array(levelsOfMany, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (script, max) => {
          let voices: Voices = noVoices;
          for (const [index, levels] of script.entries()) {
            voices = planLoudest(voices, new Map(Object.entries(levels)), index * intervalMs, {
              voicesMax: max,
              isCrowd: false,
            });
            const standings = [...voices.values()].map(({ standing }) => standing);
            const heard = standings.filter((standing) => standing === 'heard').length;
            expect(heard).toBeLessThanOrEqual(max);
            // No voice is stopped while there is room.
            if (standings.includes('held')) expect(heard).toBe(max);
          }
        },
      ),
    );
  });

  test('a place changes hands at most once in a phrase', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)), { minLength: 50 }), (levels) => {
        const script = levels.map(([a, b, c]) => ({ a: -50 + a, b: -50 + b, c: -50 + c }));
        const seconds = (script.length * intervalMs) / 1000;
        // Of two places, each changes after 1.5 s at the earliest; a change stops one and lets another through.
        expect(changesOf(play(script, 2))).toBeLessThanOrEqual(2 * 2 * (seconds / 1.5 + 1));
      }),
    );
  });

  test('a voice that is much louder keeps its place, however many murmur for however long', () => {
    const murmurs = { a: -43, b: -44, c: -45, d: -50 };
    const held = play(always({ ...murmurs, teacher: -28 }, 600), 3);
    expect(held.flat()).not.toContain('teacher');
  });

  test('do not depend on the order of the report', () => {
    fc.assert(
      fc.property(fc.array(levelsOfMany, { maxLength: 30 }), (script) => {
        const backwards = script.map((levels) => Object.fromEntries(Object.entries(levels).toReversed()));
        expect(play(backwards, 2)).toEqual(play(script, 2));
      }),
    );
  });
});

/** Share of the reports in which a voice spoke and was let through. */
function shareOf(id: string, script: Script, voicesMax = 3): number {
  const held = play(script, voicesMax);
  const spoke = held.filter((_, index) => script[index]?.[id] !== undefined);
  return spoke.filter((ids) => !ids.includes(id)).length / spoke.length;
}

/** Before the voice begins. */
const claims = (...ids: string[]): Record<string, number> => Object.fromEntries(ids.map((id) => [id, 0]));
const minutes = (count: number): number => (count * 60_000) / intervalMs;

describe('S14: voices that claim to be as loud as can be', () => {
  test.each([-25, -30, -35, -38])(
    'leave three quarters of the time to a fourth one of %d dBov',
    (levelDb) => {
      const script = always({ ...claims('x', 'y', 'z'), honest: levelDb }, minutes(5));
      expect(shareOf('honest', script)).toBeGreaterThan(0.6);
    },
  );

  test('keep a place for no more than 20 s against one that waits', () => {
    const held = play(always({ ...claims('x', 'y', 'z'), honest: -38 }, minutes(1)), 3);
    expect(
      held.findLastIndex((ids, index) => index * intervalMs <= 20_000 && !ids.includes('honest')),
    ).toBeGreaterThan(10);
  });

  test('leave a fair share when they are six', () => {
    const script = always({ ...claims('u', 'v', 'w', 'x', 'y', 'z'), honest: -30 }, minutes(10));
    expect(shareOf('honest', script)).toBeGreaterThan(0.3);
  });

  test('gain nothing by resting now and then', () => {
    const script = Array.from({ length: minutes(10) }, (_, index) => ({
      honest: -30,
      ...Object.fromEntries(
        ['x', 'y', 'z'].filter((_id, which) => (index + 20 * which) % 60 > 4).map((id) => [id, 0]),
      ),
    }));
    expect(shareOf('honest', script)).toBeGreaterThan(0.6);
  });

  test('gain nothing by falling silent together', () => {
    const script = Array.from({ length: minutes(10) }, (_, index): Record<string, number> => {
      const phrase = index % 43;
      return phrase > 36 ? {} : { ...claims('x', 'y', 'z'), honest: -30 };
    });
    expect(shareOf('honest', script)).toBeGreaterThan(0.5);
  });

  test('count no more than loud speech does', () => {
    expect(shareOf('loud', always({ ...claims('x', 'y'), loud: -22 }, minutes(5)), 2)).toBeGreaterThan(0.6);
  });
});
