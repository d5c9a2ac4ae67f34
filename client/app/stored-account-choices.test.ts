import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  noChoices,
  readAccountChoices,
  withRecentNumber,
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

const anna = { recentNumbers: ['27607'], joinWith: { microphone: true, camera: false } };

test('U9: what one account chose is not what the next one in the browser sees', () => {
  writeAccountChoices('anna', anna);
  expect(readAccountChoices('bert')).toEqual(noChoices);
  writeAccountChoices('bert', { ...noChoices, recentNumbers: ['11111'] });
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
  kept.set('plenum.account-choices', '[{"accountId":"anna","recentNumbers":["room"]}]');
  expect(readAccountChoices('anna')).toEqual(noChoices);
  vi.stubGlobal('localStorage', undefined);
  writeAccountChoices('anna', anna);
  expect(readAccountChoices('anna')).toEqual(noChoices);
});

test('a number that is joined again moves to the front, and the seventh is forgotten', () => {
  expect(withRecentNumber(['11111', '22222'], '22222')).toEqual(['22222', '11111']);
  const six = ['1', '2', '3', '4', '5', '6'];
  expect(withRecentNumber(six, '7')).toEqual(['7', '1', '2', '3', '4', '5']);
});
