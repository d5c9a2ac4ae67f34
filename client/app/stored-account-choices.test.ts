import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  noChoices,
  readAccountChoices,
  type RecentMeeting,
  withRecentMeeting,
  writeAccountChoices,
} from './stored-account-choices.ts';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const meeting = (number: string): RecentMeeting => ({ number, atMs: 1000, people: [] });
const anna = { recentMeetings: [meeting('27607')], joinWith: { microphone: true, camera: false } };

test('U9: what one account chose is not what the next one in the browser sees', () => {
  writeAccountChoices('anna', anna);
  expect(readAccountChoices('bert')).toEqual(noChoices);
  writeAccountChoices('bert', { ...noChoices, recentMeetings: [meeting('11111')] });
  expect(readAccountChoices('anna')).toEqual(anna);
});

test('U10: what an account joins with is still chosen when the page is opened anew', () => {
  writeAccountChoices('anna', anna);
  expect(readAccountChoices('anna').joinWith).toEqual({ microphone: true, camera: false });
});

test('the sixth account takes the place of the one unused longest', () => {
  writeAccountChoices('anna', anna);
  for (let count = 0; count < 5; count += 1) writeAccountChoices(`person ${count}`, noChoices);
  expect(readAccountChoices('anna')).toEqual(noChoices);
});

test('what is not of that form counts as nothing, and storage that is switched off does no harm', () => {
  kept.set('plenum.account-choices', '[{"accountId":"anna","recentMeetings":["room"]}]');
  expect(readAccountChoices('anna')).toEqual(noChoices);
  vi.stubGlobal('localStorage', undefined);
  writeAccountChoices('anna', anna);
  expect(readAccountChoices('anna')).toEqual(noChoices);
});

const numbersOf = (meetings: readonly RecentMeeting[]) => meetings.map(({ number }) => number);

test('numbers that an earlier version kept are meetings of which nothing more is known', () => {
  const old = { accountId: 'anna', recentNumbers: ['27607'], joinWith: anna.joinWith };
  kept.set('plenum.account-choices', JSON.stringify([old]));
  expect(readAccountChoices('anna').recentMeetings).toEqual([{ number: '27607', atMs: 0, people: [] }]);
});

test('a meeting that is joined again moves to the front, and the seventh is forgotten', () => {
  const two = ['11111', '22222'].map(meeting);
  expect(numbersOf(withRecentMeeting(two, '22222', 2000, []))).toEqual(['22222', '11111']);
  const six = ['1', '2', '3', '4', '5', '6'].map(meeting);
  expect(numbersOf(withRecentMeeting(six, '7', 2000, []))).toEqual(['7', '1', '2', '3', '4', '5']);
});

test('three of those who were met are kept, of the same meeting and not of the one that had the number before', () => {
  const first = withRecentMeeting([], '11111', 1000, ['Jo']);
  const second = withRecentMeeting(first, '11111', 2000, ['Bo', 'Jo', 'Cy', 'Di']);
  expect(second).toEqual([{ number: '11111', atMs: 2000, people: ['Jo', 'Bo', 'Cy'] }]);
  const nextDay = withRecentMeeting(second, '11111', 24 * 3_600_000, ['Eve']);
  expect(nextDay[0]?.people).toEqual(['Eve']);
});
