// Pages of history that are not at the end of a conversation: older ones, newer ones of a place that was jumped to, and places. Each is
// asked for by the seq before which it lies; what it holds follows by its numbers, so that no hole is ever closed by guessing.
import { historyPageMax } from '../../protocol/messages/message-limits.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { MessageSync } from './message-sync.ts';

/** Asks the server for a page over HTTP. Rejects with RequestError for a refusal, CallError when no answer came. */
export type AskHistory = (
  input: RequestInput<'message:history'>,
) => Promise<RequestOutput<'message:history'>>;

export class History {
  readonly #sync: Pick<MessageSync, 'log' | 'takeHistory'>;
  readonly #ask: AskHistory;

  constructor(sync: Pick<MessageSync, 'log' | 'takeHistory'>, ask: AskHistory) {
    this.#sync = sync;
    this.#ask = ask;
  }

  /** The page before the stretch around a seq. @throws RequestError, CallError */
  async older(conversation: string, around?: number): Promise<void> {
    const log = this.#sync.log(conversation);
    const { messages, older } = log?.stretch(around) ?? { messages: [], older: false };
    if (log === undefined || !older) return;
    await this.#page(conversation, messages[0]?.seq ?? log.state.lastSeq + 1);
  }

  /** The page after the stretch around a seq. @throws RequestError, CallError */
  async newer(conversation: string, around?: number): Promise<void> {
    const { messages, newer } = this.#sync.log(conversation)?.stretch(around) ?? {
      messages: [],
      newer: false,
    };
    const last = messages.at(-1)?.seq;
    if (newer && last !== undefined) await this.#page(conversation, last + historyPageMax + 1);
  }

  /** The page around a message that is not kept. @throws RequestError, CallError */
  async around(conversation: string, seq: number): Promise<void> {
    const log = this.#sync.log(conversation);
    if (log === undefined || log.message(seq) !== undefined) return;
    await this.#page(conversation, seq + historyPageMax / 2 + 1);
  }

  async #page(conversation: string, before: number): Promise<void> {
    const resets = this.#sync.log(conversation)?.resets ?? 0;
    const page = await this.#ask({ conversation, before });
    await this.#sync.takeHistory(conversation, page, { before, resets });
  }
}
