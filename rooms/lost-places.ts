// The places of windows that lost them with their connection: who comes back is who they were, and stands where they stood.
import { peersPerRoomMax } from '../protocol/limits.ts';

/** A window of an account. */
interface PlaceHolder {
  readonly accountId: string;
  readonly clientId: string;
}

export interface Place {
  readonly peerId: string;
  /** Peers stand in this order, the lowest first. */
  readonly arrival: number;
}

/** One per room. Only the latest are kept, as many as there can be people. */
export class LostPlaces {
  readonly #places = new Map<string, Place>();

  keep(holder: PlaceHolder, { peerId, arrival }: Place): void {
    this.#places.set(keyOf(holder), { peerId, arrival });
    const [oldest] = this.#places.keys();
    if (this.#places.size > peersPerRoomMax && oldest !== undefined) this.#places.delete(oldest);
  }

  has(holder: PlaceHolder): boolean {
    return this.#places.has(keyOf(holder));
  }

  /** The place of a window that was lost, once. */
  take(holder: PlaceHolder): Place | undefined {
    const place = this.#places.get(keyOf(holder));
    this.#places.delete(keyOf(holder));
    return place;
  }
}

function keyOf({ accountId, clientId }: PlaceHolder): string {
  return `${accountId} ${clientId}`;
}
