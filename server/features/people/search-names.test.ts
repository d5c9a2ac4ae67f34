import { expect, test } from 'vitest';
import { searchNamesOf, sortKeyOf } from './search-names.ts';

const keysOf = async (nickname: string): Promise<string[]> =>
  (await searchNamesOf(nickname)).map(({ kind, key }) => `${kind}=${key}`);

test('a Chinese name is found by itself, its pinyin and the initials of that', async () => {
  expect(await keysOf('王小明')).toEqual(['pinyin=wangxiaoming', 'name=王小明', 'initials=wxm']);
  expect(await sortKeyOf('吕布')).toBe('lvbu');
});

test('a name of several words is found by each, and accents do not matter', async () => {
  expect(await keysOf('Zoë de Vries')).toEqual(['pinyin=zoe de vries', 'word1=de', 'word2=vries']);
  expect(await keysOf('Ada')).toEqual(['pinyin=ada']);
});

test('the longest nickname has keys that fit their column', async () => {
  for (const { key } of await searchNamesOf('装'.repeat(32))) expect(key.length).toBeLessThanOrEqual(96);
  expect((await searchNamesOf('👩‍🚀')).length).toBeGreaterThan(0);
});
