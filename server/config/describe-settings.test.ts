import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asksForHelp, describeSettings, settingsTable } from './describe-settings.ts';
import { flagOf, settingNames } from './settings.ts';

test('U12: help names every setting by flag and by variable, one a line', () => {
  const lines = describeSettings('npm start', 'Hosts meetings.').split('\n');
  for (const name of settingNames)
    expect(
      lines.filter((line) => line.startsWith(`  --${flagOf(name)} `) && line.includes(` ${name}: `)),
    ).toHaveLength(1);
});

test('U12: help is asked for by either flag', () => {
  expect([asksForHelp(['--port', '1', '--help']), asksForHelp(['-h']), asksForHelp(['--port', '1'])]).toEqual(
    [true, true, false],
  );
});

test("the README's table of settings is the one that follows from the settings", () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(readme.match(/^\| setting \|.*?(?=\n\n)/ms)?.[0]).toBe(settingsTable());
});
