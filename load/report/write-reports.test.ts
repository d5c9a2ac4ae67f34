import { expect, test } from 'vitest';
import { requireWritable } from './write-reports.ts';

const none = { json: undefined, html: undefined, sessions: undefined };

test('a report that goes nowhere, or into a folder that is there, is let be', () => {
  expect(() => requireWritable(none)).not.toThrow();
  expect(() => requireWritable({ ...none, json: 'result.json' })).not.toThrow();
});

test.each(['json', 'html', 'sessions'] as const)(
  'a folder that is not there is told before anything is measured (%s)',
  (option) => {
    const files = { ...none, [option]: `${import.meta.dirname}/missing/file` };
    expect(() => requireWritable(files)).toThrow(new RegExp(`missing is no folder .*: correct --${option}`));
  },
);
