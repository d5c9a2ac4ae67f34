// Which consumers of one peer flow: those that it wants, unless the room's gate holds their voice. Owned by peer-consumers.
import { JpegConsumer } from './jpeg-consumer.ts';
import type { Ask } from './worker-questions.ts';

/** What can be let flow; it stands still at first. */
interface Flowing {
  readonly producerId: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export class ConsumerFlows {
  readonly #isPaused: (producerId: string) => boolean;
  readonly #ask: Ask;
  readonly #wanted = new Set<string>();
  /** Those that the worker was asked to let flow last. What it was asked in between counts for nothing: it answers in order. */
  readonly #flowing = new Set<string>();

  /** @param isPaused whether consumers of a producer are to stand still now @param ask the way of the peer to its worker */
  constructor(isPaused: (producerId: string) => boolean, ask: Ask) {
    this.#isPaused = isPaused;
    this.#ask = ask;
  }

  /**
   * The peer wants a consumer to flow, or no longer; the worker is asked only where that changes something. Rejects with what it
   * answers.
   */
  async want(consumerId: string, consumer: Flowing, wanted: boolean): Promise<void> {
    if (wanted) this.#wanted.add(consumerId);
    else this.#wanted.delete(consumerId);
    await this.#set(consumerId, consumer, wanted && !this.#isPaused(consumer.producerId));
  }

  isWanted(consumerId: string): boolean {
    return this.#wanted.has(consumerId);
  }

  /** The gate holds this producer, or no longer: what is wanted of it stands still, or flows. */
  applyHold(consumers: ReadonlyMap<string, Flowing>, producerId: string): void {
    const held = this.#isPaused(producerId);
    for (const [consumerId, consumer] of consumers) {
      if (consumer.producerId !== producerId || !this.#wanted.has(consumerId)) continue;
      // What is refused is a consumer, or a worker, that has just gone.
      void this.#set(consumerId, consumer, !held).catch(() => undefined);
    }
  }

  forget(consumerId: string): void {
    this.#wanted.delete(consumerId);
    this.#flowing.delete(consumerId);
  }

  async #set(consumerId: string, consumer: Flowing, flows: boolean): Promise<void> {
    const arePictures = consumer instanceof JpegConsumer;
    // Pictures that flow are asked for again when some were lost, which costs the worker nothing.
    if (this.#flowing.has(consumerId) === flows && !(flows && arePictures)) return;
    this.#note(consumerId, flows);
    const set = (): Promise<void> => (flows ? consumer.resume() : consumer.pause());
    try {
      // One of pictures asks its worker by itself, and not always.
      await (arePictures ? set() : this.#ask(set));
    } catch (error) {
      // Whether it was done is not known: the next wish is asked of the worker whatever it is.
      this.#note(consumerId, !flows);
      throw error;
    }
  }

  #note(consumerId: string, flows: boolean): void {
    if (flows) this.#flowing.add(consumerId);
    else this.#flowing.delete(consumerId);
  }
}
