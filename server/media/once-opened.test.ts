import { expect, test } from 'vitest';
import { onceOpened, openAll } from './once-opened.ts';

test('what is opened once is the same for all who ask', async () => {
  let count = 0;
  const ask = onceOpened(async () => (count += 1));
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(1);
});

test('B7: what could not be opened is opened anew for the next caller', async () => {
  let count = 0;
  const ask = onceOpened(async () => {
    count += 1;
    if (count < 3) throw new Error(`no ${count}`);
    return count;
  });
  await expect(ask()).rejects.toThrow('no 1');
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe(3);
});

test('of several that are opened together, none stays open when one fails', async () => {
  const closed: string[] = [];
  const open = async (name: string) => ({ name, close: () => void closed.push(name) });
  expect((await openAll([open('near'), open('far')])).map(({ name }) => name)).toEqual(['near', 'far']);
  await expect(openAll([open('near'), Promise.reject(new Error('no files'))])).rejects.toThrow('no files');
  expect(closed).toEqual(['near']);
});
