// Where log lines go: standard error. A log that cannot be written costs lines, never the server or its time. Made by main.
import { writeSync } from 'node:fs';

/** So much waits for a reader that is slow: some thousand lines. What comes then is counted and left out. */
const waitingMaxBytes = 1024 * 1024;
/** How often a reader that took nothing is tried again. */
const retryMs = 50;

/** What pino writes to. */
export interface LogDestination {
  write(line: string): void;
}

export interface LogDestinationParts {
  /** Writes what can be written at once, and returns how many bytes that were; throws when it is none. */
  readonly write: (bytes: Uint8Array) => number;
  /** Calls later, without keeping the process. */
  readonly later: (call: () => void, ms: number) => void;
}

/** Making Node's own stream of it lets the system answer "busy" instead of keeping the thread, be it pipe, socket or terminal. */
function openStandardError(): LogDestinationParts {
  const { fd } = process.stderr;
  return {
    write: (bytes) => writeSync(fd, bytes),
    later: (call, ms) => void setTimeout(call, ms).unref(),
  };
}

/**
 * @returns a destination that never waits: what a reader does not take at once waits in order, up to a megabyte; what finds no
 * room, or what a disk refuses, is left out, and how much that was is said once it can be
 */
export function openLogDestination(
  { write, later }: LogDestinationParts = openStandardError(),
): LogDestination {
  /** Lines, the first of them perhaps begun. */
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let lost = 0;
  let isTriedLater = false;

  const take = (text: string): void => {
    const line = Buffer.from(text);
    waiting.push(line);
    waitingBytes += line.length;
  };

  /** @returns whether nothing waits any more */
  const drain = (): boolean => {
    let [first] = waiting;
    while (first !== undefined) {
      try {
        const written = write(first);
        waitingBytes -= written;
        if (written < first.length) waiting[0] = first.subarray(written);
        else waiting.shift();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
        // What waits behind it is refused for the same reason.
        lost += waiting.length;
        waiting = [];
        waitingBytes = 0;
      }
      [first] = waiting;
    }
    return true;
  };

  const drainOrRetry = (): void => {
    if (drain() || isTriedLater) return;
    isTriedLater = true;
    later(() => {
      isTriedLater = false;
      drainOrRetry();
    }, retryMs);
  };

  return {
    write: (line) => {
      if (waitingBytes + line.length > waitingMaxBytes) {
        lost += 1;
        return;
      }
      if (lost > 0) {
        take(`${JSON.stringify({ level: 40, time: Date.now(), lost, msg: 'log lines were lost' })}\n`);
        lost = 0;
        if (!drain() && waitingBytes + line.length > waitingMaxBytes) return void (lost += 1);
      }
      take(line);
      drainOrRetry();
    },
  };
}
