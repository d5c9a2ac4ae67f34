// A room manager whose clock, chance and outlet a test holds in its hands. Used by the tests of this folder.
import type { Notice } from '../protocol/notices.ts';
import type { Outbox } from './outbox.ts';
import { PeerReports } from './peer-reports.ts';
import type { JoiningPeer } from './room.ts';
import { RoomManager, type RoomManagerParts } from './room-manager.ts';
import type { RestingNumber } from './room-numbers.ts';
import { RoomSettings } from './room-settings.ts';
import { RoomSources } from './room-sources.ts';

export interface TestRoomsOptions {
  readonly resting?: readonly RestingNumber[];
  /** Default: always the first of the free numbers. */
  readonly randomInt?: (below: number) => number;
  /** Default: notices are only collected in `sent`. */
  readonly onSend?: (peerIds: readonly string[], notice: Notice) => void;
}

export class TestRooms {
  readonly rooms: RoomManager;
  readonly sources: RoomSources;
  readonly settings: RoomSettings;
  readonly reports: PeerReports;
  /** `setForwardMs`: how much the clock on the wall was set forward, or back. */
  readonly clock = { nowMs: 1_000_000, setForwardMs: 0 };
  readonly sent: { to: readonly string[]; notice: Notice }[] = [];
  readonly gonePeers: string[] = [];
  readonly openedRooms: string[] = [];
  readonly emptiedRooms: string[] = [];
  readonly closedRooms: string[] = [];
  readonly changedRooms: string[] = [];
  /** Of the numbers of closed rooms, as it was said when each was closed. */
  readonly restsUntilMs = new Map<string, number>();
  #ids = 0;

  constructor({ resting = [], randomInt = () => 0, onSend }: TestRoomsOptions = {}) {
    const outbox: Outbox = {
      send: (to, notice) => {
        this.sent.push({ to, notice });
        onSend?.(to, notice);
      },
    };
    const parts: RoomManagerParts = {
      outbox,
      listener: {
        roomOpened: (number) => this.openedRooms.push(number),
        roomChanged: (number) => this.changedRooms.push(number),
        peerGone: (peerId) => this.gonePeers.push(peerId),
        roomEmptied: (number) => this.emptiedRooms.push(number),
        roomClosed: (number, restsUntilMs) => {
          this.closedRooms.push(number);
          this.restsUntilMs.set(number, restsUntilMs);
        },
      },
      now: () => this.clock.nowMs + this.clock.setForwardMs,
      elapsedMs: () => this.clock.nowMs,
      randomInt,
      makeId: () => `id${(this.#ids += 1)}`,
      resting,
    };
    const rooms = new RoomManager(parts);
    this.rooms = rooms;
    this.sources = new RoomSources({ rooms, outbox });
    this.settings = new RoomSettings({ ...parts, rooms });
    this.reports = new PeerReports({ rooms, outbox });
  }

  /** A member whose account, window and nickname share a name. */
  readonly enter = (name: string, playsSpeex = true): JoiningPeer => ({
    accountId: name,
    clientId: `${name}-window`,
    nickname: name,
    playsSpeex,
  });
}
