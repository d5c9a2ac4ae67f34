// Which consumers of one peer flow: those that it wants, unless the room's gate holds their voice. Owned by peer-consumers.

/** What can be let flow. */
interface Flowing {
  readonly producerId: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export class ConsumerFlows {
  readonly #isHeld: (producerId: string) => boolean;
  readonly #wanted = new Set<string>();

  /** @param isHeld whether consumers of a producer are to stand still now */
  constructor(isHeld: (producerId: string) => boolean) {
    this.#isHeld = isHeld;
  }

  /** The peer wants a consumer to flow, or no longer. Rejects with what the worker answers. */
  async want(consumerId: string, consumer: Flowing, wanted: boolean): Promise<void> {
    if (wanted) this.#wanted.add(consumerId);
    else this.#wanted.delete(consumerId);
    await (wanted && !this.#isHeld(consumer.producerId) ? consumer.resume() : consumer.pause());
  }

  /** The gate holds this producer, or no longer: what is wanted of it stands still, or flows. */
  applyHold(consumers: ReadonlyMap<string, Flowing>, producerId: string): void {
    const held = this.#isHeld(producerId);
    for (const [consumerId, consumer] of consumers) {
      if (consumer.producerId !== producerId || !this.#wanted.has(consumerId)) continue;
      // What is refused is a consumer, or a worker, that has just gone.
      void (held ? consumer.pause() : consumer.resume()).catch(() => undefined);
    }
  }

  forget(consumerId: string): void {
    this.#wanted.delete(consumerId);
  }
}
