// What begins and ends in the rooms, passed on to every feature that hears it. Made by createApp before the features, which need the rooms.
import type { Logger } from 'pino';
import type { LeaveReason } from '../../protocol/room/notices.ts';
import type { RoomListener } from '../../rooms/outbox.ts';

/** Listeners hear in the order in which they were added; what one throws is logged and keeps the event from no other. */
export class RoomEvents implements RoomListener {
  readonly #log: Pick<Logger, 'error'>;
  readonly #listeners: Partial<RoomListener>[] = [];

  constructor(log: Pick<Logger, 'error'>) {
    this.#log = log;
  }

  /** Adds listeners, which hear what happens from now on. */
  add(listeners: readonly Partial<RoomListener>[]): void {
    this.#listeners.push(...listeners);
  }

  roomOpened(number: string): void {
    this.#passOn((listener) => listener.roomOpened?.(number));
  }

  roomChanged(number: string): void {
    this.#passOn((listener) => listener.roomChanged?.(number));
  }

  peerGone(peerId: string, roomNumber: string, reason: LeaveReason): void {
    this.#passOn((listener) => listener.peerGone?.(peerId, roomNumber, reason));
  }

  roomEmptied(number: string): void {
    this.#passOn((listener) => listener.roomEmptied?.(number));
  }

  roomClosed(number: string, restsUntilMs: number): void {
    this.#passOn((listener) => listener.roomClosed?.(number, restsUntilMs));
  }

  #passOn(hear: (listener: Partial<RoomListener>) => void): void {
    for (const listener of this.#listeners) {
      try {
        hear(listener);
      } catch (error) {
        this.#log.error({ err: error }, 'a feature failed over what happened in a room');
      }
    }
  }
}
