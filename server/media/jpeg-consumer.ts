// Sends the pictures of one JPEG source to one receiver, as fast as that receiver takes them. Made by peer-consumers.
import type { types } from 'mediasoup';
import { pictureBacklogLowBytes, pictureBacklogMaxBytes } from './media-settings.ts';
import type { Ask } from './worker-questions.ts';

/** A receiver found slow stands still at least this long; less would let it fall behind again at once. */
export const slowRestMs = 250;

/** What a receiver missed is repeated for it no faster than this, since the others get it too. */
const repeatBytesPerSecondMax = 600_000;

/** How a consumer asks its worker, and what it tells its room. */
export interface JpegConsumerHooks {
  /** The way of its peer to the worker. */
  readonly ask: Ask;
  /** Needs a whole picture: one that has just begun to watch at once, any other at a pace in bytes a second. */
  wantPicture(bytesPerSecond?: number): void;
  /** Its receiver fell behind and has caught up; it took so many bytes a second meanwhile. */
  fellBehind(bytesPerSecond: number): void;
  /** Its receiver watches from now on, or no longer. */
  watched(isWatched: boolean): void;
}

/**
 * A data consumer with two reasons to stand still: the receiver does not want pictures now, or it is slow. A slow
 * receiver is paused when its send buffer is full and goes on when that has drained; what was sent meanwhile is left
 * out, never queued, and a whole picture is asked for to go on from, at the pace at which the buffer drained.
 */
export class JpegConsumer {
  readonly #consumer: types.DataConsumer;
  readonly #hooks: JpegConsumerHooks;
  #wanted = false;
  /** Since when it is slow; `undefined` while it keeps up. */
  #slowSinceMs: number | undefined;
  #restTimer: NodeJS.Timeout | undefined;
  /** The pace at which this receiver gets again what it missed. */
  #repeatBytesPerSecond = repeatBytesPerSecondMax;

  constructor(consumer: types.DataConsumer, hooks: JpegConsumerHooks) {
    this.#consumer = consumer;
    this.#hooks = hooks;
    consumer.on('sctpsendbufferfull', () => void this.#fallBehind());
    consumer.on('bufferedamountlow', (bytes) => void this.#catchUp(bytes));
    consumer.observer.once('close', () => {
      clearTimeout(this.#restTimer);
      hooks.watched(false);
    });
  }

  get producerId(): string {
    return this.#consumer.dataProducerId;
  }

  /** Messages that were sent so far. @throws what the worker answers when it is gone */
  async countSent(): Promise<number> {
    return (await this.#consumer.getStats())[0]?.messagesSent ?? 0;
  }

  /** Whether the receiver looks at it, slow or not. */
  get wanted(): boolean {
    return this.#wanted;
  }

  /** Called again while they flow, it means that pictures were lost on the way. */
  async resume(): Promise<void> {
    if (this.#wanted && this.#slowSinceMs === undefined)
      return this.#hooks.wantPicture(this.#repeatBytesPerSecond);
    this.#wanted = true;
    this.#hooks.watched(true);
    await this.#apply();
  }

  async pause(): Promise<void> {
    this.#wanted = false;
    this.#hooks.watched(false);
    await this.#apply();
  }

  close(): void {
    this.#consumer.close();
  }

  async #fallBehind(): Promise<void> {
    if (this.#slowSinceMs !== undefined) return;
    this.#slowSinceMs = performance.now();
    this.#lookLater();
    await this.#apply().catch((error: unknown) => this.#ignoreAfterClose(error));
  }

  #lookLater(): void {
    this.#restTimer = setTimeout(() => void this.#catchUpIfDrained(), slowRestMs);
  }

  /** What drained before the pause came through, grew too old, or is full for other consumers' sake, is never reported low. */
  async #catchUpIfDrained(): Promise<void> {
    try {
      const bufferedBytes = await this.#hooks.ask(() => this.#consumer.getBufferedAmount());
      if (bufferedBytes <= pictureBacklogLowBytes) await this.#catchUp(bufferedBytes);
      else if (this.#slowSinceMs !== undefined) this.#lookLater();
    } catch (error) {
      this.#ignoreAfterClose(error);
    }
  }

  async #catchUp(bufferedBytes: number): Promise<void> {
    if (this.#slowSinceMs === undefined) return;
    const tookMs = Math.max(1, performance.now() - this.#slowSinceMs);
    this.#slowSinceMs = undefined;
    clearTimeout(this.#restTimer);
    const drainedPerSecond = (1000 * (pictureBacklogMaxBytes - bufferedBytes)) / tookMs;
    this.#repeatBytesPerSecond = Math.min(repeatBytesPerSecondMax, drainedPerSecond);
    this.#hooks.fellBehind(drainedPerSecond);
    await this.#apply(this.#repeatBytesPerSecond).catch((error: unknown) => this.#ignoreAfterClose(error));
  }

  async #apply(bytesPerSecond?: number): Promise<void> {
    if (this.#wanted && this.#slowSinceMs === undefined) {
      await this.#hooks.ask(() => this.#consumer.resume());
      this.#hooks.wantPicture(bytesPerSecond);
    } else {
      await this.#hooks.ask(() => this.#consumer.pause());
    }
  }

  #ignoreAfterClose(error: unknown): void {
    if (!this.#consumer.closed) throw error;
  }
}
