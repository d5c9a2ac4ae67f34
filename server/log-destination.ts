// Where log lines go: standard error. A log that cannot be written costs lines, never the server. Made by main.
import { writeSync } from 'node:fs';

/** A reader that is slow for a moment is waited for, in all a fifth of a second. */
const busyWaitMs = 10;
const busyWaitsMax = 20;

/** What pino writes to. */
export interface LogDestination {
  write(line: string): void;
}

/**
 * @param write puts text somewhere at once and returns how many bytes of it; throws when it cannot
 * @returns a destination that leaves out what cannot be written (disk full, reader gone), and says how much once it can again
 */
export function openLogDestination(
  write: (bytes: Uint8Array) => number = (bytes) => writeSync(2, bytes),
): LogDestination {
  let lost = 0;
  return {
    write: (line) => {
      const note =
        lost === 0
          ? ''
          : `${JSON.stringify({ level: 40, time: Date.now(), lost, msg: 'log lines were lost' })}\n`;
      if (writeWhole(write, note + line)) lost = 0;
      else lost += 1;
    },
  };
}

function writeWhole(write: (bytes: Uint8Array) => number, text: string): boolean {
  let rest: Uint8Array = Buffer.from(text);
  for (let waits = 0; rest.length > 0; ) {
    try {
      rest = rest.subarray(write(rest));
    } catch (error) {
      const isBusy = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!isBusy || waits === busyWaitsMax) return false;
      waits += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyWaitMs);
    }
  }
  return true;
}
