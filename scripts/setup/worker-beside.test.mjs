import { expect, test } from 'vitest';
import { planBuildBeside } from './worker-beside.mjs';

const now = { isPrebuilt: true, hasFailed: false, missing: [], mayInstall: true, log: 'the log' };

test('beside upstream’s worker a faster one is built, and what is installed as root for it is said before', () => {
  expect(planBuildBeside(now)).toEqual({
    builds: true,
    line: "Media worker: upstream's. A faster one is built beside it for the next start (the log).",
  });
  expect(planBuildBeside({ ...now, missing: ['g++', 'meson'] })).toMatchObject({
    builds: true,
    line: expect.stringContaining('apt-get installs as root: g++ meson (the log)'),
  });
});

test('where no compiler may be installed, or the build failed before, upstream’s stays and the reason is said', () => {
  expect(planBuildBeside({ ...now, missing: ['g++'], mayInstall: false })).toEqual({
    builds: false,
    line: "Media worker: upstream's. A faster one is built where these packages are: g++.",
  });
  expect(planBuildBeside({ ...now, hasFailed: true })).toMatchObject({
    builds: false,
    line: expect.stringContaining('could not be built here (the log)'),
  });
});

test('who hosts with the built worker, or one of their own, reads nothing', () => {
  expect(planBuildBeside({ ...now, isPrebuilt: false })).toEqual({ builds: false });
});
