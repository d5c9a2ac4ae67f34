// Loaded into the server's process by the tests: the clock on the wall jumps by as many milliseconds as a file says; timers do not.
import { readFileSync, watchFile } from 'node:fs';

const file = process.env['SHIFTED_CLOCK_FILE'] ?? '';
const now = Date.now.bind(Date);
let shiftMs = 0;

/** A date without arguments is now; others are as they were. */
class ShiftedDate extends Date {
  constructor(...args: [] | [string | number | Date]) {
    if (args.length === 0) super(now() + shiftMs);
    else super(...args);
  }

  static override now(): number {
    return now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
watchFile(file, { interval: 50 }, () => {
  shiftMs = Number(readFileSync(file, 'utf8'));
  process.stderr.write(`{"clockShiftedByMs":${shiftMs}}\n`);
}).unref();
