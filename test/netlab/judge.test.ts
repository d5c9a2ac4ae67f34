import { describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import { figureTables, goalTable, qualityPage } from './report.ts';
import type { ScenarioResult } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

function result(
  scenario: string,
  voice: Partial<ScenarioResult['voice']> = {},
  pictures: Partial<ScenarioResult['pictures']> = {},
): ScenarioResult {
  return {
    scenario,
    seed: 1,
    voice: {
      packetLoss: 0,
      effectiveLoss: 0,
      concealedShare: 0,
      rebuiltShare: 0,
      mouthToEarMs: { p50: 90, p95: 110 },
      levelErrorDb: 0.1,
      recognizedShare: 1,
      longestGapMs: 0,
      backAfterCutMs: 400,
      fidelity: null,
      bytes: { sent: 1000, received: 1000 },
      ...voice,
    },
    pictures: {
      frozenShare: 0,
      firstFrameMs: 600,
      framesPerSecond: 15,
      longestFreezeMs: 0,
      sizeChangesPerMinute: 0,
      usualWidth: 640,
      fullAfterRiseMs: 5000,
      backAfterCutMs: 700,
      bytes: { sent: 1000, received: 1000 },
      followedAfterMs: [500, 900],
      ...pictures,
    },
  };
}

function missed(of: ScenarioResult): string[] {
  return judge(of)
    .filter(({ isMet }) => !isMet)
    .map(({ goal, what }) => `${goal} ${what}`);
}

describe('a goal', () => {
  test.each(['clean', 'home-wifi', 'lte', 'lossy-5', 'lossy-10', 'lossy-20', 'step-down', 'cut-5s'])(
    'of %s is met by good figures',
    (scenario) => {
      expect(judge(result(scenario)).length).toBeGreaterThan(0);
      expect(missed(result(scenario))).toEqual([]);
    },
  );

  test('is met at its limit and missed above it', () => {
    expect(missed(result('lossy-10', { effectiveLoss: 0.04 }))).toEqual([]);
    expect(missed(result('lossy-10', { effectiveLoss: 0.041 }))).toEqual(['Q2 effective voice loss']);
  });

  test('of a steady line is missed by a picture that changes its size too often', () => {
    expect(missed(result('lte', {}, { sizeChangesPerMinute: 4 }))).toEqual([]);
    expect(missed(result('lte', {}, { sizeChangesPerMinute: 5 }))).toEqual([
      "L changes of the picture's size",
    ]);
  });

  test('is missed when there is no figure, because nothing came', () => {
    expect(missed(result('clean', {}, { firstFrameMs: null }))).toEqual(["P8 a new viewer's first frame"]);
    expect(missed(result('step-down', {}, { followedAfterMs: [300, null] }))).toEqual([
      'Q5 senders follow a fall',
    ]);
  });

  test('B14: is missed where nothing was sent, shown or followed at all', () => {
    expect(missed(result('lossy-10', { effectiveLoss: null }))).toEqual(['Q2 effective voice loss']);
    expect(missed(result('lte', {}, { sizeChangesPerMinute: null }))).toEqual([
      "L changes of the picture's size",
    ]);
    expect(missed(result('step-down', {}, { followedAfterMs: [] }))).toEqual(['Q5 senders follow a fall']);
  });

  test('that a scenario does not measure is not judged', () => {
    expect(judge(result('worst-corner', { effectiveLoss: 1 }))).toEqual([]);
  });
});

describe('the report', () => {
  const results = scenarios.map(({ name }) =>
    result(name, name === 'lossy-20' ? { effectiveLoss: 0.2 } : {}),
  );
  const machine = {
    cores: 8,
    processor: 'Processor',
    memoryGb: 16,
    system: 'System',
    browser: 'Browser',
    loadBefore: 0.1,
    date: '2026-11-21',
  };

  test('has a row for every scenario, and every cell has a column', () => {
    const tables = figureTables(results).split('\n\n');
    expect(tables).toHaveLength(2);
    for (const [head, , ...rows] of tables.map((table) => table.split('\n'))) {
      expect(rows).toHaveLength(scenarios.length);
      for (const row of rows) expect(row.split('|')).toHaveLength(head?.split('|').length ?? 0);
    }
  });

  test('tells the figure of a missed goal beside its limit', () => {
    expect(goalTable(results)).toMatch(/Q2 .*lossy-20 .*20\.0 % .*12\.0 % .*\*\*missed\*\*/);
  });

  test('describes the machine, and says so when it was busy', () => {
    expect(qualityPage(results, machine)).toMatch(/8 cores of Processor/);
    expect(qualityPage(results, machine)).not.toMatch(/orientation/);
    expect(qualityPage(results, { ...machine, loadBefore: 9 })).toMatch(/orientation/);
  });
});
