// Decides what counts as read: only what was on the screen for a while, in a window that has the focus. Pure.

/** So long a message is on the screen before it counts as read. */
export const readAfterMs = 500;

export interface Look {
  /** The messages that are wholly on the screen; `undefined` for none. */
  readonly range: { readonly fromSeq: number; readonly toSeq: number } | undefined;
  /** The window has the focus, and nothing lies over the messages. */
  readonly isFocused: boolean;
}

export interface Reading {
  /** All messages up to this one are read now. */
  readonly seq: number | undefined;
  /** When to look again, if nothing changes until then. */
  readonly againAfterMs: number | undefined;
}

export class ReadingWatch {
  /** Since when each message has been on the screen. */
  #since = new Map<number, number>();

  look(nowMs: number, { range, isFocused }: Look): Reading {
    const since = new Map<number, number>();
    if (isFocused && range !== undefined)
      for (let seq = range.fromSeq; seq <= range.toSeq; seq += 1)
        since.set(seq, this.#since.get(seq) ?? nowMs);
    this.#since = since;
    let read: number | undefined;
    let nextMs: number | undefined;
    for (const [seq, sinceMs] of since) {
      const leftMs = sinceMs + readAfterMs - nowMs;
      if (leftMs <= 0) read = Math.max(read ?? 0, seq);
      else nextMs = Math.min(nextMs ?? leftMs, leftMs);
    }
    return { seq: read, againAfterMs: nextMs };
  }
}
