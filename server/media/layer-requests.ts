// Tells senders which layers of their pictures are watched, so that they neither encode nor send the rest. Used by the relay.
import { planLayers, type Viewer } from './plan-layers.ts';

/**
 * A layer goes on for this long after the last viewer left it: tiles are resized and pages turned, and a layer that is
 * switched on again costs a key frame.
 */
export const layerRestMs = 3000;

interface Watched {
  readonly layerCount: number;
  readonly viewers: Map<string, Viewer>;
  told: readonly number[];
  planned: readonly number[];
  restTimer: NodeJS.Timeout | undefined;
}

/** What grows is told at once, what shrinks after a rest. */
export class LayerRequests {
  readonly #tell: (producerId: string, layers: readonly number[]) => void;
  readonly #watched = new Map<string, Watched>();

  /** @param tell tells the sender of a producer, in rising order, the layers that are watched; none without viewers */
  constructor(tell: (producerId: string, layers: readonly number[]) => void) {
    this.#tell = tell;
  }

  /** A picture begins; its sender sends all layers until told otherwise. */
  open(producerId: string, layerCount: number): void {
    const all = Array.from({ length: layerCount }, (_, layer) => layer);
    const watched = { layerCount, viewers: new Map(), told: all, planned: all, restTimer: undefined };
    this.#watched.set(producerId, watched);
    this.#plan(producerId, watched);
  }

  close(producerId: string): void {
    clearTimeout(this.#watched.get(producerId)?.restTimer);
    this.#watched.delete(producerId);
  }

  /** How one consumer stands to a picture now; `undefined` when it does not let it flow. */
  see(producerId: string, consumerId: string, viewer: Viewer | undefined): void {
    const watched = this.#watched.get(producerId);
    if (watched === undefined) return;
    if (viewer === undefined) watched.viewers.delete(consumerId);
    else watched.viewers.set(consumerId, viewer);
    this.#plan(producerId, watched);
  }

  /** The sender may have missed what it was told. */
  repeat(producerId: string): void {
    const watched = this.#watched.get(producerId);
    if (watched !== undefined) this.#tell(producerId, watched.told);
  }

  #plan(producerId: string, watched: Watched): void {
    const planned = planLayers(watched.viewers.values(), watched.layerCount);
    if (isSame(planned, watched.planned)) return;
    watched.planned = planned;
    clearTimeout(watched.restTimer);
    const grown = [...new Set([...watched.told, ...planned])].toSorted((first, second) => first - second);
    if (grown.length > watched.told.length) this.#say(producerId, watched, grown);
    if (grown.length === planned.length) return;
    watched.restTimer = setTimeout(() => this.#say(producerId, watched, planned), layerRestMs).unref();
  }

  #say(producerId: string, watched: Watched, layers: readonly number[]): void {
    watched.told = layers;
    this.#tell(producerId, layers);
  }
}

function isSame(first: readonly number[], second: readonly number[]): boolean {
  return first.length === second.length && first.every((layer, index) => layer === second[index]);
}
