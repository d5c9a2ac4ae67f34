import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.mjs';

test('tools that cannot be downloaded are told in one sentence that names the way without them', () => {
  const output = '  ⨯ failed to build AppImage  error=getaddrinfo ENOTFOUND releases.example\n    at lookup';
  expect(explainFailure(output)).toMatch(/^The installers need tools .*--dir"\.$/);
});

test('another failure speaks for itself', () => {
  expect(explainFailure('  ⨯ Application entry file "main.js" does not exist')).toBe(null);
});
