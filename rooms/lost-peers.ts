// Peers whose connection is broken, of all rooms, and how long each may stay without it. Used by the room manager.
import { desertedRoomGraceMs, reconnectGraceMs } from '../protocol/limits.ts';
import { isDeserted, type Peer } from './room.ts';

export class LostPeers {
  /** The longest lost first. */
  readonly #peers = new Set<Peer>();

  get count(): number {
    return this.#peers.size;
  }

  /** The connection of a peer broke: its grace begins, or begins again. */
  lose(peer: Peer, nowMs: number): void {
    peer.lostAtMs = nowMs;
    this.#peers.delete(peer);
    this.#peers.add(peer);
  }

  /**
   * The connection of a peer is back. Where all were lost, the others' grace begins again: they are likely to be back
   * as soon.
   */
  restore(peer: Peer, nowMs: number): void {
    if (isDeserted(peer.room)) for (const other of peer.room.peers.values()) this.lose(other, nowMs);
    peer.lostAtMs = undefined;
    this.#peers.delete(peer);
  }

  /** Stops waiting for a peer that has left. */
  forget(peer: Peer): void {
    this.#peers.delete(peer);
  }

  /** Those who have been lost for longer than the grace time of their room (protocol/limits.ts), the longest lost first. */
  overdue(nowMs: number): Peer[] {
    const overdue: Peer[] = [];
    for (const peer of this.#peers) {
      const lostForMs = nowMs - (peer.lostAtMs ?? nowMs);
      if (lostForMs < reconnectGraceMs) break;
      const isWaitedFor = peer.room.wasMeeting && isDeserted(peer.room);
      if (lostForMs < desertedRoomGraceMs && isWaitedFor) continue;
      overdue.push(peer);
    }
    return overdue;
  }
}
