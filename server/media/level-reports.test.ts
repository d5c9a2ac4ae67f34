import { expect, test } from 'vitest';
import { LevelReports } from './level-reports.ts';

const levels = (...ids: string[]) => new Map(ids.map((id) => [id, -30] as const));
const speaking = (reports: LevelReports) => [...reports.speaking().keys()].toSorted().join('');

test('a speaker who stops is missed with the next quick report, whatever the slow one had', () => {
  const reports = new LevelReports(5);
  reports.hearQuick(levels('a', 'b'));
  reports.hearSlow(levels('a', 'b'));
  expect(speaking(reports)).toBe('ab');
  reports.hearQuick(levels('a'));
  expect(speaking(reports)).toBe('a');
});

test('a voice of few packets counts from one slow report to the next', () => {
  const reports = new LevelReports(5);
  reports.hearQuick(levels('a'));
  reports.hearSlow(levels('a', 'b'));
  reports.hearQuick(levels('a'));
  expect(speaking(reports)).toBe('ab');
  reports.hearSlow(levels('a'));
  expect(speaking(reports)).toBe('a');
});

test('a crowd begins with either report and ends with a slow one', () => {
  const reports = new LevelReports(3);
  reports.hearQuick(levels('a', 'b'));
  expect(reports.isCrowd()).toBe(false);
  reports.hearSlow(levels('a', 'b', 'c'));
  reports.hearQuick(levels());
  expect(reports.isCrowd()).toBe(true);
  reports.hearSlow(levels('a', 'b'));
  expect(reports.isCrowd()).toBe(false);
  reports.hearQuick(levels('a', 'b', 'c'));
  expect(reports.isCrowd()).toBe(true);
});
