import { expect, test } from 'vitest';
import { planQuestions } from './plan-questions.ts';

const settings = {
  closeToTray: true,
  startAtLogin: false,
  muteOnLock: true,
  notifications: true,
  muteKey: 'Control+Shift+M',
  talkKey: '',
};

test('S18: every key that is to be watched and every start at login is a question', () => {
  const change = { talkKey: 'A', muteKey: 'Alt+X', startAtLogin: true, closeToTray: false };
  expect(planQuestions(change, settings)).toEqual([
    { about: 'talkKey', key: 'A' },
    { about: 'muteKey', key: 'Alt+X' },
    { about: 'startAtLogin' },
  ]);
});

test('S18: what changes nothing, and what takes something back, is none', () => {
  const change = { talkKey: '', muteKey: 'Control+Shift+M', startAtLogin: false, muteOnLock: false };
  expect(planQuestions(change, { ...settings, startAtLogin: true })).toEqual([]);
  expect(planQuestions({ startAtLogin: true }, { ...settings, startAtLogin: true })).toEqual([]);
  expect(planQuestions({ muteKey: '' }, settings)).toEqual([]);
});
