// Loaded into the server's process by the tests: on SIGUSR2 it collects garbage and writes down what the process holds.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  collect();
  const resources = process.getActiveResourcesInfo();
  const { heapUsed, external, rss } = process.memoryUsage();
  const countOf = (kind: RegExp): number => resources.filter((name) => kind.test(name)).length;
  const inside = {
    heapBytes: heapUsed + external,
    rssBytes: rss,
    handles: resources.length,
    timers: countOf(/Timeout|Immediate/),
    sockets: countOf(/TCP|Pipe/),
  };
  process.stderr.write(`{"inside":${JSON.stringify(inside)}}\n`);
});
