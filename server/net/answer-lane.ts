// A line of requests of one window: answered one after the other, and a notice that comes meanwhile follows the answer.
// Held by Connection, which has one for the call and one for messages.
import pLimit from 'p-limit';
import type { Notice } from '../../protocol/notices.ts';

/** Requests that may wait for their turn; a full meeting's first breath asks about fifty at once. */
const waitingRequestsMax = 500;

/** Notices that may wait for the answer of a request; a worker that hangs keeps one for seconds, a busy room says 200 in each. */
const heldNoticesMax = 2000;

/** What the window's call asks, what its people and conversations ask, and what their files: none waits for another. */
export type Lane = 'call' | 'messages' | 'files';

const messageSubjects: ReadonlySet<string> = new Set([
  'conversation',
  'conversations',
  'message',
  'contact',
  'contacts',
  'presence',
  'profile',
  'group',
  'groups',
  'ring',
]);

/** @param name of a request or a notice, as it came: `subject:what` @returns in which order it stands; anything unknown in that of the call */
export function laneOf(name: unknown): Lane {
  const subject = typeof name === 'string' ? (name.split(':', 1)[0] ?? '') : '';
  if (subject === 'attachment') return 'files';
  return messageSubjects.has(subject) ? 'messages' : 'call';
}

export interface AnswerLaneParts {
  /** Called before each request begins. */
  readonly onBegin: () => void;
  /** Writes a notice that has waited. */
  readonly notify: (notice: Notice) => void;
}

export class AnswerLane {
  readonly #parts: AnswerLaneParts;
  readonly #oneAtATime = pLimit(1);
  #busy = false;
  #held: Notice[] = [];

  constructor(parts: AnswerLaneParts) {
    this.#parts = parts;
  }

  /** Whether notices have to wait for the answer of the request at work. */
  get busy(): boolean {
    return this.#busy;
  }

  /**
   * Runs `work`, which answers one request, after those that came before it.
   * @param onIdle called when nothing waits any more
   * @returns false when too many wait already
   */
  enqueue(work: () => Promise<void>, onIdle: () => void): boolean {
    const { activeCount, pendingCount } = this.#oneAtATime;
    if (activeCount + pendingCount >= waitingRequestsMax) return false;
    void this.#oneAtATime(async () => {
      try {
        await this.#run(work);
      } finally {
        if (this.#oneAtATime.pendingCount === 0) onIdle();
      }
    });
    return true;
  }

  /** Keeps a notice until the request at work is answered. @returns false when there are too many, which are forgotten */
  hold(notice: Notice): boolean {
    this.#held.push(notice);
    if (this.#held.length <= heldNoticesMax) return true;
    this.#held = [];
    return false;
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.#parts.onBegin();
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
      const held = this.#held;
      this.#held = [];
      for (const notice of held) this.#parts.notify(notice);
    }
  }
}
