// Starts the process that watches the talk key, and reads what it says. Used by `key-service.ts`, to which it is handed.
import type { UtilityProcess, utilityProcess } from 'electron';
import type { Readable } from 'node:stream';

/** `gone`: the process ended by itself and watches nothing any more. */
export type WatchWord = 'ready' | 'begin' | 'end' | 'gone';

/**
 * Watches a key.
 * @param accelerator as `parseAccelerator` reads it
 * @param hear is called for every word, never at once, and no more after the end
 * @returns ends the watch
 */
export type StartKeyWatch = (accelerator: string, hear: (word: WatchWord) => void) => () => void;

/** What is used of a process, be it Electron's or Node's. */
export interface WatchProcess {
  readonly stdout: Readable | null;
  once(event: 'exit', listener: () => void): unknown;
  kill(): unknown;
}

/**
 * The watch in the program itself.
 * @param forker Electron's `utilityProcess`
 * @param file absolute path of the built `key-process.ts`
 */
export function keyWatchOf(forker: Pick<typeof utilityProcess, 'fork'>, file: string): StartKeyWatch {
  return keyWatch((accelerator) =>
    readable(
      forker.fork(file, [accelerator], {
        stdio: ['ignore', 'pipe', 'ignore'],
        serviceName: 'Plenum talk key',
      }),
    ),
  );
}

/** Starting takes a tenth of a second. Without an X server the hook now and then waits for ever instead of ending its process. */
const startTimeoutMs = 10_000;

/** @param start starts `key-process.ts` with the accelerator as its last argument; one that is not ready in time is killed */
export function keyWatch(start: (accelerator: string) => WatchProcess): StartKeyWatch {
  return (accelerator, hear) => {
    const watcher = start(accelerator);
    const giveUp = setTimeout(() => watcher.kill(), startTimeoutMs);
    let ended = false;
    const tell = (word: WatchWord) => {
      clearTimeout(giveUp);
      if (!ended) hear(word);
    };
    readLines(watcher.stdout, (line) => {
      if (line === 'ready' || line === 'begin' || line === 'end') tell(line);
    });
    watcher.once('exit', () => tell('gone'));
    return () => {
      ended = true;
      clearTimeout(giveUp);
      watcher.kill();
    };
  };
}

/** Electron types the output as the old interface of streams; it is Node's own class. */
function readable(watcher: UtilityProcess): WatchProcess {
  return Object.assign(watcher, { stdout: watcher.stdout as Readable | null });
}

function readLines(output: Readable | null, hear: (line: string) => void): void {
  let rest = '';
  output?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
}
