import { expect, test } from 'vitest';
import type { ImportRow } from './import-row.ts';
import { planImport } from './plan-import.ts';

const nothing = { phones: new Set<string>(), nicknameKeys: new Set<string>() };
let rows = 0;

function row(changes: Partial<ImportRow> = {}): ImportRow {
  rows += 1;
  return {
    where: `line ${rows}`,
    phone: `1380000${String(rows).padStart(4, '0')}`,
    nickname: `Person ${rows}`,
    salt: 's',
    md5: 'ab'.repeat(16),
    ...changes,
  };
}

test('a right row becomes an account in stored form, its salt untouched and its digest in lower case', () => {
  const { accounts } = planImport(
    [row({ phone: '+86 138-0000-0000', nickname: ' 张  伟 ', salt: ' Sa"lt ', md5: 'AB'.repeat(16) })],
    nothing,
  );
  expect(accounts).toEqual([
    {
      phone: '+8613800000000',
      nickname: '张 伟',
      nicknameKey: '张 伟',
      salt: ' Sa"lt ',
      digest: 'ab'.repeat(16),
    },
  ]);
});

test.each([
  [{ phone: '12' }, '"12" is no phone number of 5 to 15 digits.'],
  [{ nickname: '' }, '"" is no nickname of 1 to 32 visible characters, or reads as a phone number.'],
  [
    { nickname: '123456' },
    '"123456" is no nickname of 1 to 32 visible characters, or reads as a phone number.',
  ],
  [{ salt: '' }, 'the salt has 0 characters and must have 1 to 64.'],
  [{ salt: 'x'.repeat(65) }, 'the salt has 65 characters and must have 1 to 64.'],
  [{ md5: 'ab'.repeat(15) }, 'the md5 is not 32 hexadecimal digits.'],
  [{ md5: `${'ab'.repeat(15)}xy` }, 'the md5 is not 32 hexadecimal digits.'],
])('a row with %j is named by its line with the reason', (changes, reason) => {
  const plan = planImport([row({ where: 'line 7', ...changes })], nothing);
  expect(plan).toEqual({ accounts: [], skipped: [], renamed: [], wrong: [`line 7: ${reason}`] });
});

test('a phone that has an account, or stood in an earlier row, is skipped and named', () => {
  const plan = planImport(
    [
      row({ where: 'line 2', phone: '13800000000' }),
      row({ where: 'line 3', phone: '138 0000 0001' }),
      row({ where: 'line 4', phone: '13800000001' }),
    ],
    { ...nothing, phones: new Set(['13800000000']) },
  );
  expect(plan.accounts.map(({ phone }) => phone)).toEqual(['13800000001']);
  expect(plan.skipped).toEqual([
    'line 2: an account has the phone number 13800000000 already.',
    'line 4: line 3 has the phone number 13800000001 already.',
  ]);
});

test('a nickname that is taken gets the smallest free number, and that is told', () => {
  const plan = planImport(
    [row({ nickname: 'Anna' }), row({ where: 'line 3', nickname: 'ANNA' }), row({ nickname: 'anna' })],
    { ...nothing, nicknameKeys: new Set(['anna', 'anna #3']) },
  );
  expect(plan.accounts.map(({ nickname }) => nickname)).toEqual(['Anna #2', 'ANNA #4', 'anna #5']);
  expect(plan.renamed).toContain('line 3: the nickname ANNA is taken; it becomes ANNA #4.');
});

test('a numbered nickname stays within 32 characters and never reads as a phone number', () => {
  const long = '名'.repeat(32);
  const { accounts } = planImport(
    [row({ nickname: long }), row({ nickname: long }), row({ nickname: '1234' }), row({ nickname: '1234' })],
    nothing,
  );
  expect(accounts.map(({ nickname }) => nickname)).toEqual([
    long,
    `${'名'.repeat(29)} #2`,
    '1234',
    '1234 #2',
  ]);
});

test('twenty thousand namesakes are numbered without trying every number for each', () => {
  const { accounts } = planImport(
    Array.from({ length: 20_000 }, (_, index) => row({ phone: String(10_000 + index), nickname: 'Li' })),
    nothing,
  );
  expect(accounts.at(-1)?.nickname).toBe('Li #20000');
});
