// Plenum as a relay under test: the server as users start it, and people who sign in, over the client's own signalling.
import pLimit from 'p-limit';
import { RoomPeer } from '../../../../peers/room-peer.ts';
import { type ServerProcess, startServer } from '../../../helpers/server.ts';
import { Member, registerAccount } from '../../../integration/member.ts';
import { childrenOf } from '../../rooms/process-cpu.ts';
import { onRelayCore } from '../cores.ts';
import type { Relay, RelayFactory, Sends } from './relay.ts';
import { carriesPictures, MeetingPlace, RoomPeerPerson } from './room-peer-person.ts';

/** All people here come from one address, and no limit by address must apply. */
const settings = {
  LOG_LEVEL: 'error',
  HOST: '127.0.0.1',
  MEDIA_WORKERS: '1',
  UNCOUNTED_ADDRESSES: '127.0.0.1,::1',
};

/** @param env settings of the server besides those that a load from one machine needs */
export function plenum(env: Readonly<Record<string, string>> = {}, name = 'Plenum'): RelayFactory {
  return {
    name,
    missing: async () => undefined,
    start: async () => {
      const server = await startServer({ env: { ...settings, ...env }, inside: onRelayCore() });
      return new PlenumRelay(name, server);
    },
  };
}

export class PlenumRelay implements Relay {
  readonly name: string;
  readonly server: ServerProcess;
  readonly #rooms = new Map<number, MeetingPlace>();
  /** Who comes first opens the room, so the others wait for them. */
  readonly #oneAtATime = pLimit(1);

  constructor(name: string, server: ServerProcess) {
    this.name = name;
    this.server = server;
  }

  get signallingPid(): number {
    return this.server.pid;
  }

  pids(): number[] {
    return [this.server.pid, ...childrenOf(this.server.pid)];
  }

  async join(room: number, sends: Sends): Promise<RoomPeerPerson<Member>> {
    const { url } = this.server;
    const member = await Member.open(url, await registerAccount(url));
    const place = this.#rooms.get(room) ?? new MeetingPlace();
    this.#rooms.set(room, place);
    const peer = await this.#oneAtATime(async () => {
      const entered = await RoomPeer.enter(member, place.number, { carriesPictures: carriesPictures(sends) });
      place.number = entered.roomNumber;
      return entered;
    });
    return RoomPeerPerson.open(peer, place, sends);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
