// The line that says how a run goes, on standard error: kept up to date on a terminal, repeated now and then in a log.
import type { Moment } from '../runs/measure.ts';

/** In a log a line each so often is enough. */
const logIntervalMs = 5000;

export interface Shown {
  readonly moment: Moment;
  readonly remainingSeconds: number;
  readonly joined: number;
  readonly planned: number;
}

export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #loggedAtMs = Number.NEGATIVE_INFINITY;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** What is done at the moment; the next one takes its place. */
  say(text: string): void {
    if (this.#stream.isTTY) return void this.#stream.write(`\r\u001B[K${text}`);
    if (performance.now() - this.#loggedAtMs < logIntervalMs) return;
    this.#loggedAtMs = performance.now();
    this.#stream.write(`${text}\n`);
  }

  /** Something to keep. */
  note(text: string): void {
    this.#stream.write(this.#stream.isTTY ? `\r\u001B[K${text}\n` : `${text}\n`);
  }

  show(shown: Shown): void {
    this.say(describeMoment(shown));
  }

  /** Nothing more is to come. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[K');
  }
}

export function describeMoment({ moment, remainingSeconds, joined, planned }: Shown): string {
  const { framesPerSecond, lossRatio, p99Ms, nodeCpu, workerCpu } = moment;
  const server =
    nodeCpu === undefined || workerCpu === undefined
      ? 'server unknown'
      : `server ${Math.round(100 * nodeCpu)} % + ${Math.round(100 * workerCpu)} % of a core`;
  const delay = p99Ms === undefined ? '-' : `${p99Ms.toFixed(1)} ms`;
  return [
    `joined ${joined}/${planned}`,
    `${Math.round(framesPerSecond)} frames/s`,
    `loss ${(100 * lossRatio).toFixed(2)} %`,
    `p99 ${delay}`,
    server,
    `${Math.ceil(remainingSeconds)} s left`,
  ].join(' | ');
}
