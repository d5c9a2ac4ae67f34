// Lines about what people do, which strangers could make as many of as they like: written at a pace. Made by the meeting feature.
import type { Logger } from 'pino';
import { type Quota, planPace } from '../limits/plan-pace.ts';

/** All people of a full server join within minutes; beyond that 20 lines a second fill a gigabyte in three days. */
const limits = { burst: 4000, perSecond: 20 };

export class BoundedLog {
  readonly #log: Pick<Logger, 'info' | 'warn'>;
  readonly #now: () => number;
  #permits: Quota | undefined;
  #leftOut = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(log: Pick<Logger, 'info' | 'warn'>, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  /** Writes a line, or counts it among those that are left out; how many they were is written with the next. */
  info(details: object, sentence: string): void {
    const { waitMs, permits } = planPace(this.#permits, limits, this.#now());
    this.#permits = permits;
    if (waitMs > 0) {
      this.#leftOut += 1;
      return;
    }
    if (this.#leftOut > 0) this.#log.warn({ lines: this.#leftOut }, 'lines about rooms were left out');
    this.#leftOut = 0;
    this.#log.info(details, sentence);
  }
}
