// Passes voice levels from the engine to the elements that draw them, without going through the store.
import { selfLevelKey } from '../media/voice-contract.ts';

import type { LevelListener } from './meeting-model.ts';

export class VoiceLevels {
  readonly #listeners = new Map<string, Set<LevelListener>>();
  readonly #selfPeerId: () => string | undefined;

  /** @param selfPeerId whose level the own microphone's is */
  constructor(selfPeerId: () => string | undefined) {
    this.#selfPeerId = selfPeerId;
  }

  /** Returns the end of listening. */
  listen(peerId: string, listener: LevelListener): () => void {
    const listeners = this.#listeners.get(peerId) ?? new Set();
    this.#listeners.set(peerId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(peerId) === listeners) this.#listeners.delete(peerId);
    };
  }

  /** A level as the voice engine reports it. */
  report(key: string, levelDb: number, speaking: boolean): void {
    const peerId = key === selfLevelKey ? this.#selfPeerId() : key;
    if (peerId === undefined) return;
    for (const listener of this.#listeners.get(peerId) ?? []) listener(levelDb, speaking);
  }
}
