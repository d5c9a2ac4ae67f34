import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pictureBacklogLowBytes, pictureBacklogMaxBytes } from './media-settings.ts';
import { JpegConsumer, slowRestMs } from './jpeg-consumer.ts';

/** The part of mediasoup's data consumer that is used, with a send buffer that the test fills. */
class FakeConsumer extends EventEmitter {
  readonly dataProducerId = 'camera';
  readonly observer = new EventEmitter();
  closed = false;
  paused = true;
  bufferedBytes = 0;

  async pause(): Promise<void> {
    this.#requireOpen();
    this.paused = true;
  }

  async resume(): Promise<void> {
    this.#requireOpen();
    this.paused = false;
  }

  async getBufferedAmount(): Promise<number> {
    this.#requireOpen();
    return this.bufferedBytes;
  }

  close(): void {
    this.closed = true;
    this.observer.emit('close');
  }

  #requireOpen(): void {
    if (this.closed) throw new Error('closed');
  }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('pictures for one receiver', () => {
  let fake: FakeConsumer;
  let pictures: JpegConsumer;
  let keyFrameRequests: number;
  let paces: (number | undefined)[];
  let watched: boolean[];
  let drains: number[];

  afterEach(() => void vi.useRealTimers());
  beforeEach(() => {
    vi.useFakeTimers();
    fake = new FakeConsumer();
    keyFrameRequests = 0;
    paces = [];
    watched = [];
    drains = [];
    pictures = new JpegConsumer(fake as unknown as types.DataConsumer, {
      ask: (question) => question(),
      wantPicture: (bytesPerSecond) => {
        keyFrameRequests += 1;
        paces.push(bytesPerSecond);
      },
      fellBehind: (bytesPerSecond) => drains.push(bytesPerSecond),
      watched: (isWatched) => watched.push(isWatched),
    });
  });

  test('flow when they are wanted, starting with a whole one, and stop when they are not', async () => {
    await pictures.resume();
    expect([fake.paused, keyFrameRequests]).toEqual([false, 1]);
    await pictures.pause();
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
  });

  test('stand still while the buffer is full, and go on with a whole one when it has drained', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogLowBytes + 1;
    fake.emit('sctpsendbufferfull');
    fake.emit('sctpsendbufferfull');
    await settle();
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
    fake.emit('bufferedamountlow', pictureBacklogLowBytes);
    await settle();
    expect([fake.paused, keyFrameRequests]).toEqual([false, 2]);
  });

  test('are asked for at the pace at which a full buffer drained, but at once by a viewer that begins to watch', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogMaxBytes;
    fake.emit('sctpsendbufferfull');
    await vi.advanceTimersByTimeAsync(2000);
    fake.emit('bufferedamountlow', pictureBacklogLowBytes);
    await settle();
    const drained = (pictureBacklogMaxBytes - pictureBacklogLowBytes) / 2;
    expect(paces).toEqual([undefined, drained]);
    expect(drains).toEqual([drained]);
  });

  test('are asked for again, but not at once, by a receiver that flows and lost some', async () => {
    await pictures.resume();
    await pictures.resume();
    expect(fake.paused).toBe(false);
    expect(paces).toEqual([undefined, expect.any(Number)]);
    expect(drains).toEqual([]);
  });

  test('have a receiver from the first wish until it is withdrawn or over', async () => {
    await pictures.resume();
    await pictures.pause();
    await pictures.resume();
    pictures.close();
    expect(watched).toEqual([true, false, true, false]);
  });

  test('go on after a rest when nothing reports that the buffer has drained', async () => {
    await pictures.resume();
    fake.bufferedBytes = 0;
    fake.emit('sctpsendbufferfull');
    await vi.advanceTimersByTimeAsync(slowRestMs - 1);
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([fake.paused, keyFrameRequests]).toEqual([false, 2]);
  });

  test('stand still as long as the buffer is not drained', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogLowBytes + 1;
    fake.emit('sctpsendbufferfull');
    await vi.advanceTimersByTimeAsync(10 * slowRestMs);
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
  });

  test('go on when a buffer that was full for long has drained, though nothing reports it', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogLowBytes + 1;
    fake.emit('sctpsendbufferfull');
    await vi.advanceTimersByTimeAsync(4 * slowRestMs);
    fake.bufferedBytes = 0;
    await vi.advanceTimersByTimeAsync(slowRestMs);
    expect([fake.paused, keyFrameRequests]).toEqual([false, 2]);
  });

  test('stay off when they are no longer wanted once the buffer has drained', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogLowBytes + 1;
    fake.emit('sctpsendbufferfull');
    await settle();
    await pictures.pause();
    fake.emit('bufferedamountlow', 0);
    await settle();
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
  });

  test('a wish to see them does not wake a receiver that is slow', async () => {
    await pictures.resume();
    fake.bufferedBytes = pictureBacklogLowBytes + 1;
    fake.emit('sctpsendbufferfull');
    await settle();
    await pictures.pause();
    await pictures.resume();
    expect([fake.paused, keyFrameRequests]).toEqual([true, 1]);
  });

  test('what the worker reports after the end is of no consequence', async () => {
    await pictures.resume();
    pictures.close();
    fake.emit('sctpsendbufferfull');
    fake.emit('bufferedamountlow', 0);
    await settle();
    expect(keyFrameRequests).toBe(1);
  });
});
