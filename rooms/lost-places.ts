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

/**
 * One per room. Only the latest are kept, as many as there can be people, and one of each account: who comes and goes as many
 * windows takes the place of no other member.
 */
export class LostPlaces {
  /** By account, the longest ago first. */
  readonly #places = new Map<string, Place & { readonly clientId: string }>();

  keep({ accountId, clientId }: PlaceHolder, { peerId, arrival }: Place): void {
    this.#places.delete(accountId);
    this.#places.set(accountId, { clientId, peerId, arrival });
    const [oldest] = this.#places.keys();
    if (this.#places.size > peersPerRoomMax && oldest !== undefined) this.#places.delete(oldest);
  }

  has({ accountId, clientId }: PlaceHolder): boolean {
    return this.#places.get(accountId)?.clientId === clientId;
  }

  /** Returns the place of a window that was lost, once. An account that joins from another window loses it. */
  take(holder: PlaceHolder): Place | undefined {
    const place = this.has(holder) ? this.#places.get(holder.accountId) : undefined;
    this.forget(holder.accountId);
    return place;
  }

  /** Whose places are kept. */
  accounts(): Iterable<string> {
    return this.#places.keys();
  }

  /** The account went on elsewhere: no window of it has a place here any more. */
  forget(accountId: string): void {
    this.#places.delete(accountId);
  }
}
