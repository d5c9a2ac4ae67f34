import { House } from 'lucide-react';
import { expect, test } from 'vitest';
import { type PaletteItem, rankItems } from './rank-palette.ts';

const item = (label: string, change: Partial<PaletteItem> = {}): PaletteItem => ({
  key: label,
  icon: House,
  label,
  onSelect: () => undefined,
  ...change,
});
const ranked = (items: readonly PaletteItem[], typed: string) =>
  rankItems(items, typed).map(({ label }) => label);

test('what begins with the words comes first, then what has such a word, then what contains them', () => {
  const items = [item('Forehead'), item('Plan ahead'), item('Headphones'), item('Nothing')];
  expect(ranked(items, 'head')).toEqual(['Headphones', 'Forehead', 'Plan ahead']);
  expect(ranked([item('Forehead'), item('My head')], 'HEAD ')).toEqual(['My head', 'Forehead']);
});

test('keywords find an item too, and what its source found is shown after what fits', () => {
  const items = [item('Message', { isFound: true }), item('王小明', { keywords: ['wangxiaoming'] })];
  expect(ranked(items, 'wangx')).toEqual(['王小明', 'Message']);
  expect(ranked(items, '小')).toEqual(['王小明', 'Message']);
});

test('nothing typed shows the first of all, and no source shows more than six', () => {
  const many = Array.from({ length: 9 }, (_, index) => item(`Place ${index}`));
  expect(ranked(many, ' ')).toHaveLength(6);
  expect(ranked(many, 'place')).toEqual(many.slice(0, 6).map(({ label }) => label));
});

test('full-width digits are digits', () => {
  expect(ranked([item('43839')], '４３８')).toEqual(['43839']);
});
