// Looks into the server's process: what it holds once garbage is collected. The server has to be started with `insideEnv`.
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { ServerProcess } from '../helpers/server.ts';

export interface Inside {
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly handles: number;
  readonly timers: number;
  readonly sockets: number;
}

const answerTimeoutMs = 10_000;

/** Environment of a server that can be looked into. */
export const insideEnv = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'preload/report-inside.ts')).href}`,
};

/** @throws Error when the server does not answer */
export async function lookInside({ pid, output }: ServerProcess): Promise<Inside> {
  // After hours the log is long: only what comes now is searched.
  const from = output.stderr.length;
  process.kill(pid, 'SIGUSR2');
  for (
    const deadlineMs = performance.now() + answerTimeoutMs;
    performance.now() < deadlineMs;
    await sleep(50)
  ) {
    const report = readReport(output.stderr.slice(from));
    if (report !== undefined) return report;
  }
  throw new Error('The server does not say what it holds.');
}

function readReport(log: string): Inside | undefined {
  const json = /^\{"inside":(\{.*\})\}$/m.exec(log)?.[1];
  return json === undefined ? undefined : (JSON.parse(json) as Inside);
}
