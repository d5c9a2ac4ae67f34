// Which consumers of one peer flow: those that it wants, unless the room's gate holds their voice. Owned by peer-consumers.
import { PictureConsumer } from './picture-consumer.ts';
import type { Ask } from './worker-questions.ts';

/** What can be let flow. */
interface Flowing {
  readonly producerId: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export class ConsumerFlows {
  readonly #isHeld: (producerId: string) => boolean;
  readonly #ask: Ask;
  readonly #wanted = new Set<string>();

  /** @param isHeld whether consumers of a producer are to stand still now @param ask the way of the peer to its worker */
  constructor(isHeld: (producerId: string) => boolean, ask: Ask) {
    this.#isHeld = isHeld;
    this.#ask = ask;
  }

  /** The peer wants a consumer to flow, or no longer. Rejects with what the worker answers. */
  async want(consumerId: string, consumer: Flowing, wanted: boolean): Promise<void> {
    if (wanted) this.#wanted.add(consumerId);
    else this.#wanted.delete(consumerId);
    await this.#set(consumer, wanted && !this.#isHeld(consumer.producerId));
  }

  /** The gate holds this producer, or no longer: what is wanted of it stands still, or flows. */
  applyHold(consumers: ReadonlyMap<string, Flowing>, producerId: string): void {
    const held = this.#isHeld(producerId);
    for (const [consumerId, consumer] of consumers) {
      if (consumer.producerId !== producerId || !this.#wanted.has(consumerId)) continue;
      // What is refused is a consumer, or a worker, that has just gone.
      void this.#set(consumer, !held).catch(() => undefined);
    }
  }

  forget(consumerId: string): void {
    this.#wanted.delete(consumerId);
  }

  #set(consumer: Flowing, flows: boolean): Promise<void> {
    const set = (): Promise<void> => (flows ? consumer.resume() : consumer.pause());
    // One of pictures asks its worker by itself, and not always.
    return consumer instanceof PictureConsumer ? set() : this.#ask(set);
  }
}
