// How busy the generator of the load is, so that its limit is not taken for the relay's. Used by parts.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface GeneratorLoad {
  /** Of its one core, libdatachannel's threads included, 0..1. */
  readonly busy: number;
  /** 99th percentile of how late its event loop came, in milliseconds. */
  readonly loopDelayP99Ms: number;
}

const busyMax = 0.9;
const loopDelayMaxMs = 20;

/** Watches from now on. @returns what ends the watch and tells what was seen */
export function watchGenerator(): () => GeneratorLoad {
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  return () => {
    delays.disable();
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      busy: (user + system) / 1000 / (performance.now() - startedMs),
      loopDelayP99Ms: delays.percentile(99) / 1e6,
    };
  };
}

/** Whether the generator, not the relay, may have set the figure. */
export function isAtItsLimit({ busy, loopDelayP99Ms }: GeneratorLoad): boolean {
  return busy > busyMax || loopDelayP99Ms > loopDelayMaxMs;
}
