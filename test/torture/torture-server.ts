// The server under torture: started as operators do, with the canary's and the targets' needs; and its workers by port.
import { type ServerProcess, startServer } from '../helpers/server.ts';

/** Many people of one machine, who do not count as a crowd; every speaker is heard; the workers' warnings are in the log. */
const settings = {
  LOG_LEVEL: 'info',
  LOUDEST_VOICES: '50',
  HOST: '127.0.0.1',
  DEBUG: 'mediasoup:ERROR:Worker',
};
/** By our own log, and by a worker that was built with sanitizers (`npm run worker -- --sanitize`). */
const mistake =
  /^.*(?:something failed unnoticed|a request failed by our mistake|AddressSanitizer:|runtime error:).*$/gm;

/** Those that are still running. */
const running = new Set<ServerProcess>();

/** @param around a command that runs the server in its own way */
export async function startTortured(
  env: Readonly<Record<string, string>> = {},
  around: readonly string[] = [],
): Promise<ServerProcess> {
  const server = await startServer({
    env: { ...settings, MEDIA_WORKERS: '3', ...env },
    ...(around.length > 0 && { inside: around }),
  });
  running.add(server);
  const forget = (): void => void running.delete(server);
  return {
    ...server,
    stop: (signal) => server.stop(signal).finally(forget),
    stopKeepingData: (signal) => server.stopKeepingData(signal).finally(forget),
  };
}

/** Ends what a test that was given up has left running. */
export async function endTortured(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop('SIGKILL')));
  running.clear();
}

/** Process of the media worker that was started last at this port. @throws Error when none was */
export function workerAt({ output }: ServerProcess, port: number): number {
  const starts = [...output.stderr.matchAll(/"workerPid":(\d+),"port":(\d+),"msg":"media worker runs"/g)];
  const pid = starts.findLast(([, , at]) => Number(at) === port)?.[1];
  if (pid === undefined) throw new Error(`No media worker runs at port ${port}.`);
  return Number(pid);
}

/** Counts the lines of the log that say that something went wrong in the server itself, and shows them. */
export function mistakesOf({ output }: ServerProcess): number {
  const lines = output.stderr.match(mistake) ?? [];
  for (const line of lines) console.error(line);
  return lines.length;
}
