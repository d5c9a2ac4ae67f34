// Removes messages that are older than they are kept, a few at a time, so that no request waits long for the database.
import type { Logger } from 'pino';
import { keptSinceMs } from '../../../messages/plan-retention.ts';
import type { Database } from '../../../sql/database.ts';

export interface SweeperParts {
  readonly database: Pick<Database, 'retention' | 'transaction'>;
  /** How many days the server keeps messages; without it for ever. */
  readonly serverDays: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Lets what waits for the database go first. */
  readonly rest: () => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
}

const conversationsPerPage = 200;
/** Removed in a few milliseconds, together. */
const messagesPerBatch = 25;

export class MessageSweeper {
  readonly #parts: SweeperParts;
  #closed = false;
  #sweeping = false;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
  }

  /** Looks at all conversations; a failure is logged, and the next sweep begins anew. Never throws. */
  async sweep(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    try {
      await this.#sweepAll();
    } catch (error) {
      if (!this.#closed)
        this.#parts.log.warn({ err: error }, 'messages that are too old could not be removed');
    }
    this.#sweeping = false;
  }

  close(): void {
    this.#closed = true;
  }

  async #sweepAll(): Promise<void> {
    const { database, serverDays, now, rest } = this.#parts;
    for (let after = ''; !this.#closed; ) {
      const page = await database.retention.page(after, conversationsPerPage);
      for (const { conversationId, oldestAtMs, ...rules } of page) {
        const sinceMs = keptSinceMs({ ...rules, serverDays }, now());
        if (sinceMs === undefined || oldestAtMs === undefined || oldestAtMs >= sinceMs) continue;
        await this.#sweepOne(conversationId, sinceMs);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < conversationsPerPage) return;
      after = last.conversationId;
      await rest();
    }
  }

  async #sweepOne(conversationId: string, sinceMs: number): Promise<void> {
    const { database, rest } = this.#parts;
    for (let removed = messagesPerBatch; removed === messagesPerBatch && !this.#closed; ) {
      removed = await database.transaction(async ({ conversations, retention }) => {
        // The change tells clients that come back that the conversation begins later.
        await conversations.count(conversationId);
        return retention.removeOldest(conversationId, sinceMs, messagesPerBatch);
      });
      await rest();
    }
  }
}
