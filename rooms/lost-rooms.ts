// In which room each account that lost its connection for long has its place, so that it has none once it goes on elsewhere.
// Used by the room manager.
import type { Peer, Room } from './room.ts';

export class LostRooms {
  readonly #roomOfAccount = new Map<string, Room>();
  readonly #max: number;

  /** @param max accounts that are remembered; the one lost longest loses its place */
  constructor(max: number) {
    this.#max = max;
  }

  /** A peer is taken out; its window may come back to its place. */
  keep(peer: Peer): void {
    const { accountId, room } = peer;
    this.#forgetUnless(accountId, room);
    room.lostPlaces.keep(peer, peer);
    this.#roomOfAccount.set(accountId, room);
    const [oldest] = this.#roomOfAccount.keys();
    if (this.#roomOfAccount.size > this.#max && oldest !== undefined) this.#forgetUnless(oldest, undefined);
  }

  /** An account comes into a room. */
  entered(accountId: string, room: Room): void {
    this.#forgetUnless(accountId, room);
  }

  /** A room is over, and with it every place in it. */
  closed(room: Room): void {
    for (const accountId of room.lostPlaces.accounts())
      if (this.#roomOfAccount.get(accountId) === room) this.#roomOfAccount.delete(accountId);
  }

  #forgetUnless(accountId: string, room: Room | undefined): void {
    const lostIn = this.#roomOfAccount.get(accountId);
    this.#roomOfAccount.delete(accountId);
    if (lostIn !== room) lostIn?.lostPlaces.forget(accountId);
  }
}
