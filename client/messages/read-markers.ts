// Read markers on their way to the server: of each conversation the latest one, until the server has it.
import { planRetry } from './plan-retry.ts';
import type { MessagesPorts } from './ports.ts';

export type ReadMarkersPorts = Pick<MessagesPorts, 'request' | 'later' | 'random'>;

export class ReadMarkers {
  readonly #ports: ReadMarkersPorts;
  /** What the server is still to be told, by conversation. */
  readonly #waiting = new Map<string, number>();
  #online = false;
  #busy = false;

  constructor(ports: ReadMarkersPorts) {
    this.#ports = ports;
  }

  /** The account has read up to a message. */
  mark(conversation: string, seq: number): void {
    this.#waiting.set(conversation, Math.max(seq, this.#waiting.get(conversation) ?? 0));
    this.#sendNext(0);
  }

  /** The server can be asked, or not any more. */
  setOnline(online: boolean): void {
    this.#online = online;
    this.#sendNext(0);
  }

  #sendNext(attempt: number): void {
    const next = this.#waiting.entries().next().value;
    if (!this.#online || this.#busy || next === undefined) return;
    this.#busy = true;
    void this.#send(next[0], next[1], attempt);
  }

  async #send(conversation: string, seq: number, attempt: number): Promise<void> {
    const { request, later, random } = this.#ports;
    try {
      await request('conversation:mark-read', { conversation, seq });
    } catch (error) {
      const plan = planRetry(error, attempt, random());
      if (plan.kind === 'again') {
        later(plan.afterMs, () => {
          this.#busy = false;
          this.#sendNext(attempt + 1);
        });
        return;
      }
    }
    // A later one may have come meanwhile.
    if (this.#waiting.get(conversation) === seq) this.#waiting.delete(conversation);
    this.#busy = false;
    this.#sendNext(0);
  }
}
