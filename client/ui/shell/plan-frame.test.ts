import { expect, test } from 'vitest';
import { planFrame, planTabs } from './plan-frame.ts';

test.each([
  [390, 'tabs', 'sheet'],
  [767, 'tabs', 'sheet'],
  [768, 'icons', 'sheet'],
  [1023, 'icons', 'sheet'],
  [1024, 'words', 'sheet'],
  [1280, 'words', 'column'],
  [3840, 'words', 'column'],
] as const)('a window of %i px has a rail or tabs (%s), and details as %s', (widthPx, nav, details) => {
  expect(planFrame({ widthPx, hasList: true, isOpen: true })).toMatchObject({ nav, details });
});

test.each([
  ['a phone shows the list', 390, true, false, { list: true, content: false, back: false }],
  ['a phone shows what is open, and a way back', 390, true, true, { list: false, content: true, back: true }],
  ['a narrow window shows both while nothing is open', 900, true, false, { list: true, content: true }],
  ['its list folds when something is open', 900, true, true, { list: false, content: true, back: true }],
  ['a wide window shows both', 1280, true, true, { list: true, content: true, back: false }],
  ['an area without a list is its content', 390, false, false, { list: false, content: true, back: false }],
] as const)('%s', (_name, widthPx, hasList, isOpen, expected) => {
  expect(planFrame({ widthPx, hasList, isOpen })).toMatchObject(expected);
});

test('a phone has five tabs at the most; the last opens the others', () => {
  expect(planTabs(['a', 'b', 'c', 'd', 'e'])).toEqual({ tabs: ['a', 'b', 'c', 'd', 'e'], more: [] });
  expect(planTabs(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual({ tabs: ['a', 'b', 'c', 'd'], more: ['e', 'f'] });
});
