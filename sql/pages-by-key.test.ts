import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';

async function pagesOf(rows: number[], between: () => void = () => undefined): Promise<number[][]> {
  const pages = [];
  const readPage = async (after = -1) => rows.filter((row) => row > after).slice(0, rowsPerPage);
  for await (const page of pagesByKey(readPage, (row) => row)) {
    pages.push([...page]);
    between();
  }
  return pages;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test.each([
  [0, []],
  [1, [1]],
  [rowsPerPage, [rowsPerPage]],
  [2 * rowsPerPage + 1, [rowsPerPage, rowsPerPage, 1]],
])('B13: %i rows come in pages of %j, each row once and in order', async (count, lengths) => {
  const pages = await pagesOf(numbers(count));
  expect(pages.map(({ length }) => length)).toEqual(lengths);
  expect(pages.flat()).toEqual(numbers(count));
});

test('B13: rows that go between two pages hide none of those that stay', async () => {
  const rows = numbers(3 * rowsPerPage);
  const pages = await pagesOf(rows, () => rows.splice(0, 10));
  expect(pages.flat()).toEqual(numbers(3 * rowsPerPage));
});

test('B13: no query of the stores counts its way past rows', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const counting = files.filter((name) =>
    /\.offset\(|\boffset \$/.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
  );
  expect(files).toContain('copy-tables.ts');
  expect(counting).toEqual([]);
});
