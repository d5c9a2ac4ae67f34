// Word to the server of what this device has received: of each conversation up to which message, several conversations at once.
import { deliveredPerRequestMax } from '../../protocol/messages/message-limits.ts';
import { planRetry } from './plan-retry.ts';
import type { MessagesPorts } from './ports.ts';

/** What is received within this is told together. */
const gatherMs = 300;

export class DeliveredMarkers {
  readonly #ports: Pick<MessagesPorts, 'request' | 'later' | 'random'>;
  /** What the server is still to be told, by conversation. */
  readonly #waiting = new Map<string, number>();
  /** What it was told. */
  readonly #told = new Map<string, number>();
  #online = false;
  #busy = false;

  constructor(ports: Pick<MessagesPorts, 'request' | 'later' | 'random'>) {
    this.#ports = ports;
  }

  /** All messages up to this one are here. */
  mark(conversation: string, seq: number): void {
    if (seq <= (this.#told.get(conversation) ?? 0)) return;
    this.#waiting.set(conversation, Math.max(seq, this.#waiting.get(conversation) ?? 0));
    this.#tellSoon(gatherMs, 0);
  }

  /** The server can be asked, or not any more. */
  setOnline(online: boolean): void {
    this.#online = online;
    this.#tellSoon(gatherMs, 0);
  }

  #tellSoon(afterMs: number, attempt: number): void {
    if (!this.#online || this.#busy || this.#waiting.size === 0) return;
    this.#busy = true;
    this.#ports.later(afterMs, () => void this.#tell(attempt));
  }

  async #tell(attempt: number): Promise<void> {
    const { request, random } = this.#ports;
    const delivered = [...this.#waiting].slice(0, deliveredPerRequestMax);
    try {
      await request('conversation:mark-delivered', { delivered });
    } catch (error) {
      const plan = planRetry(error, attempt, random());
      if (plan.kind === 'again') {
        this.#busy = false;
        return this.#tellSoon(plan.afterMs, attempt + 1);
      }
    }
    for (const [conversation, seq] of delivered) {
      this.#told.set(conversation, seq);
      // A later one may have come meanwhile.
      if (this.#waiting.get(conversation) === seq) this.#waiting.delete(conversation);
    }
    this.#busy = false;
    this.#tellSoon(gatherMs, 0);
  }
}
