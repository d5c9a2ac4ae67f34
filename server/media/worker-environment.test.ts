import { expect, test } from 'vitest';
import { withWorkerEnvironment, workerEnvironment } from './worker-environment.ts';

test('S20: a worker inherits what a program needs, and no secret whatever its name', () => {
  const needed = {
    PATH: '/bin',
    LD_LIBRARY_PATH: '/lib',
    LC_ALL: 'C',
    ASAN_OPTIONS: 'x',
    MEDIASOUP_WORKER_BIN: '/w',
  };
  const secret = {
    DATABASE_URL: 'mysql://a:b@c/d',
    METRICS_TOKEN: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    MY_PATH: 'x',
  };
  expect(workerEnvironment({ ...needed, ...secret })).toEqual(needed);
});

test('the environment of this process is as it was afterwards, even when nothing could be started', () => {
  const before = process.env;
  expect(withWorkerEnvironment(() => process.env === before)).toBe(false);
  expect(() =>
    withWorkerEnvironment(() => {
      throw new Error('no program');
    }),
  ).toThrow('no program');
  expect(process.env).toBe(before);
});
