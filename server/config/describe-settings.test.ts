import { expect, test } from 'vitest';
import { flagOfSetting } from './config.ts';
import { asksForHelp, describeSettings } from './describe-settings.ts';

test('U12: help names every setting by flag and by variable, one a line', () => {
  const lines = describeSettings('npm start', 'Hosts meetings.').split('\n');
  for (const [name, flag] of Object.entries(flagOfSetting))
    expect(
      lines.filter((line) => line.startsWith(`  --${flag} `) && line.includes(` ${name}: `)),
    ).toHaveLength(1);
});

test('U12: help is asked for by either flag', () => {
  expect([asksForHelp(['--port', '1', '--help']), asksForHelp(['-h']), asksForHelp(['--port', '1'])]).toEqual(
    [true, true, false],
  );
});
