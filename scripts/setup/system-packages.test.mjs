import { expect, test } from 'vitest';
import { installAdvice, installPackages, missingPackages } from './system-packages.mjs';
import { Problem } from './problem.mjs';

test('hosting with a worker that is there needs nothing of the system', () => {
  expect(missingPackages({ worker: false, tests: false }, () => false)).toEqual([]);
});

test('a build on an empty machine asks for the compiler and every library', () => {
  const missing = missingPackages({ worker: true, tests: false }, () => false);
  expect(missing).toContain('g++');
  expect(missing).toContain('libssl-dev');
  expect(missing).not.toContain('chromium');
});

test('a package is missing when one of its commands is', () => {
  expect(missingPackages({ worker: false, tests: true }, (entry) => entry !== 'speexdec')).toEqual(['speex']);
});

test('X4: the other browser is asked for where the nightly tests are to run, and there alone', () => {
  const isThere = (/** @type {string} */ entry) => entry !== 'firefox-esr';
  expect(missingPackages({ worker: false, tests: true, nightly: true }, isThere)).toEqual(['firefox-esr']);
  expect(missingPackages({ worker: false, tests: true }, isThere)).toEqual([]);
});

test('without root on Debian the advice is one command with sudo', () => {
  expect(installAdvice(['meson', 'g++'], { root: false, apt: true })).toContain(
    '"sudo apt-get update && sudo apt-get install -y --no-install-recommends meson g++"',
  );
});

test('on another system the advice names the packages and no apt command', () => {
  const advice = installAdvice(['meson'], { root: true, apt: false });
  expect(advice).toContain('meson');
  expect(advice).not.toContain('apt-get');
});

test('missing packages that only root may install stop the set-up', async () => {
  await expect(installPackages(['meson'], { root: false, apt: true })).rejects.toBeInstanceOf(Problem);
});
