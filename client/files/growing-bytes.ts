// Bytes that are sent while they are made: a voice message that is still spoken. Read by the upload, written by the recorder.

/** Pieces smaller than this wait for more, save the last: a request for each would cost more than it carries. */
const pieceMinBytes = 1500;

export class GrowingBytes {
  readonly #parts: Blob[] = [];
  #bytes = 0;
  #isWhole = false;
  #wake: (() => void) | undefined;

  get bytes(): number {
    return this.#bytes;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  add(part: Uint8Array<ArrayBuffer>): void {
    this.#parts.push(new Blob([part]));
    this.#bytes += part.length;
    this.#wake?.();
  }

  /** Nothing follows. */
  end(): void {
    this.#isWhole = true;
    this.#wake?.();
  }

  whole(): Blob {
    return new Blob(this.#parts);
  }

  /** Waits until there is enough behind `start`, or nothing follows. `done`: these are the last ones. */
  async slice(start: number, end: number): Promise<{ readonly value: Blob; readonly done: boolean }> {
    while (!this.#isWhole && this.#bytes - start < pieceMinBytes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    const value = this.whole().slice(start, Math.min(end, this.#bytes));
    return { value, done: this.#isWhole && end >= this.#bytes };
  }
}
