// Sends the pictures of one JPEG source to one receiver, as fast as that receiver takes them. Made by peer-media.
import type { types } from 'mediasoup';
import { pictureBacklogLowBytes } from './media-settings.ts';

/** A receiver found slow stands still at least this long; less would let it fall behind again at once. */
export const slowRestMs = 250;

/**
 * A data consumer with two reasons to stand still: the receiver does not want pictures now, or it is slow. A slow
 * receiver is paused when its send buffer is full and goes on when that has drained; what was sent meanwhile is left
 * out, never queued, and a whole picture is asked for to go on from.
 */
export class PictureConsumer {
  readonly #consumer: types.DataConsumer;
  readonly #wantPicture: () => void;
  #wanted = false;
  #slow = false;
  #restTimer: NodeJS.Timeout | undefined;

  /** @param wantPicture asks the sender for a whole picture */
  constructor(consumer: types.DataConsumer, wantPicture: () => void) {
    this.#consumer = consumer;
    this.#wantPicture = wantPicture;
    consumer.on('sctpsendbufferfull', () => void this.#fallBehind());
    consumer.on('bufferedamountlow', () => void this.#catchUp());
    consumer.observer.once('close', () => clearTimeout(this.#restTimer));
  }

  get producerId(): string {
    return this.#consumer.dataProducerId;
  }

  /** Whether the receiver looks at it, slow or not. */
  get wanted(): boolean {
    return this.#wanted;
  }

  async resume(): Promise<void> {
    this.#wanted = true;
    await this.#apply();
  }

  async pause(): Promise<void> {
    this.#wanted = false;
    await this.#apply();
  }

  close(): void {
    this.#consumer.close();
  }

  async #fallBehind(): Promise<void> {
    if (this.#slow) return;
    this.#slow = true;
    this.#restTimer = setTimeout(() => void this.#catchUpIfDrained(), slowRestMs);
    await this.#apply().catch((error: unknown) => this.#ignoreAfterClose(error));
  }

  /** What drained before the pause came through, or is full for other consumers' sake, is never reported low. */
  async #catchUpIfDrained(): Promise<void> {
    try {
      if ((await this.#consumer.getBufferedAmount()) <= pictureBacklogLowBytes) await this.#catchUp();
    } catch (error) {
      this.#ignoreAfterClose(error);
    }
  }

  async #catchUp(): Promise<void> {
    if (!this.#slow) return;
    this.#slow = false;
    clearTimeout(this.#restTimer);
    await this.#apply().catch((error: unknown) => this.#ignoreAfterClose(error));
  }

  async #apply(): Promise<void> {
    if (this.#wanted && !this.#slow) {
      await this.#consumer.resume();
      this.#wantPicture();
    } else {
      await this.#consumer.pause();
    }
  }

  #ignoreAfterClose(error: unknown): void {
    if (!this.#consumer.closed) throw error;
  }
}
