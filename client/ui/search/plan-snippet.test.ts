import { expect, test } from 'vitest';
import { planSnippet } from './plan-snippet.ts';

test('the place is shown as it stands in the message, whatever form it was typed in', () => {
  expect(planSnippet('明天下午三点会议', '下午')).toEqual({
    before: '明天',
    match: '下午',
    after: '三点会议',
  });
  expect(planSnippet('The Ｐlan of\n\ttoday', 'pLAN  of')).toEqual({
    before: 'The ',
    match: 'Ｐlan of',
    after: ' today',
  });
  expect(planSnippet('😀 ﬁn', 'f')).toEqual({ before: '😀 ', match: 'ﬁ', after: 'n' });
});

test('of a long message the words around the place are shown', () => {
  const { before, match, after } = planSnippet(`${'a'.repeat(500)} here ${'b'.repeat(500)}`, 'here');
  expect(before).toBe(`…${'a'.repeat(23)} `);
  expect(match).toBe('here');
  expect(after.length).toBeLessThan(120);
  expect(after.endsWith('…')).toBe(true);
});

test('where the place is not found, the beginning of the message is shown', () => {
  expect(planSnippet('words', 'other')).toEqual({ before: '', match: '', after: 'words' });
});
