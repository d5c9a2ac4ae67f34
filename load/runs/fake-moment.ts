// A second of a run in which all was well, for tests.
import type { Moment } from './measure.ts';

export const calm: Moment = {
  atSeconds: 1,
  lossRatio: 0,
  p99Ms: 4,
  framesPerSecond: 100,
  isSound: true,
  nodeCpu: 0.1,
  workerCpu: 0.2,
  nodeMemoryBytes: 1,
  workerMemoryBytes: 1,
};
