import { expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

test('the first wanted language that there is wins, whatever its region', () => {
  expect(chooseLanguage(['fr-FR', 'zh-TW', 'en-US'], ['en', 'zh'])).toBe('zh');
  expect(chooseLanguage(['ZH'], ['en', 'zh'])).toBe('zh');
  expect(chooseLanguage(['en-GB', 'zh'], ['en', 'zh'])).toBe('en');
});

test('without a known language it is the first of ours', () => {
  expect(chooseLanguage([], ['en', 'zh'])).toBe('en');
  expect(chooseLanguage(['fr', 'zhx'], ['en', 'zh'])).toBe('en');
});
