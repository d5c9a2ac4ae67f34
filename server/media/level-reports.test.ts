import { expect, test } from 'vitest';
import { LevelReports } from './level-reports.ts';

const levels = (...ids: string[]) => new Map(ids.map((id) => [id, -30] as const));
const crowd = levels('a', 'b', 'c', 'd', 'e', 'f');
const speaking = (reports: LevelReports) => [...reports.speaking().keys()].toSorted().join('');

test('whoever stops is missed with the next quick report, whatever the slow one had', () => {
  const reports = new LevelReports(4);
  reports.hearQuick(levels('a', 'b'));
  reports.hearSlow(levels('a', 'b'));
  expect(speaking(reports)).toBe('ab');
  reports.hearQuick(levels('a'));
  expect(speaking(reports)).toBe('a');
});

test('a voice of few packets counts from one slow report to the next', () => {
  const reports = new LevelReports(4);
  reports.hearQuick(levels('a'));
  reports.hearSlow(levels('a', 'b'));
  reports.hearQuick(levels('a'));
  expect(speaking(reports)).toBe('ab');
  reports.hearSlow(levels('a'));
  expect(speaking(reports)).toBe('a');
});

test('of a crowd nobody is missed while quick reports have fewer than half of it', () => {
  const reports = new LevelReports(4);
  reports.hearQuick(crowd);
  reports.hearSlow(crowd);
  reports.hearQuick(levels('a', 'b'));
  expect(speaking(reports)).toBe('abcdef');
  reports.hearQuick(levels('a', 'b', 'c'));
  expect(speaking(reports)).toBe('abc');
});

test('a crowd that has fallen silent is believed with the next slow report', () => {
  const reports = new LevelReports(4);
  reports.hearQuick(crowd);
  reports.hearSlow(crowd);
  reports.hearQuick(levels());
  expect(speaking(reports)).toBe('abcdef');
  reports.hearSlow(levels());
  expect(speaking(reports)).toBe('');
});
