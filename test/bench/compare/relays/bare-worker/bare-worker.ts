// The bare mediasoup worker as a relay under test: Plenum's transports without Plenum. Its few lines of Node start things and do not count.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { RoomPeer } from '../../../../../peers/room-peer.ts';
import type { Requester } from '../../../../../peers/requester.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from '../../../../../protocol/requests.ts';
import { onRelayCore } from '../../cores.ts';
import type { Person, Relay, RelayFactory, Sends } from '../relay.ts';
import { carriesPictures, MeetingPlace, RoomPeerPerson } from '../room-peer-person.ts';
import type { BareWorkerReady } from './bare-worker-process.ts';

const processFile = join(import.meta.dirname, 'bare-worker-process.ts');

export const bareWorker: RelayFactory = {
  name: 'bare worker',
  missing: async () => undefined,
  start: async () => {
    const [execPath, ...execArgv] = [...onRelayCore(), process.execPath];
    const child = fork(processFile, { execPath, execArgv });
    const [ready] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('The bare worker did not start: run npm run setup, which brings it.');
      }),
    ])) as [BareWorkerReady];
    return new BareWorkerRelay(child, ready);
  },
};

class BareWorkerRelay implements Relay {
  readonly name = bareWorker.name;
  readonly #child: ChildProcess;
  readonly #ready: BareWorkerReady;
  readonly #rooms = new Map<number, MeetingPlace>();

  constructor(child: ChildProcess, ready: BareWorkerReady) {
    this.#child = child;
    this.#ready = ready;
  }

  pids(): number[] {
    return [this.#ready.workerPid];
  }

  async join(room: number, sends: Sends): Promise<Person> {
    const place = this.#rooms.get(room) ?? new MeetingPlace();
    this.#rooms.set(room, place);
    const member = new BareMember(this.#ready.url);
    const options = { carriesPictures: carriesPictures(sends) };
    return RoomPeerPerson.open(await RoomPeer.enter(member, String(room), options), place, sends);
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}

/** Asks the bare worker in the words of the protocol. */
class BareMember implements Requester {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/${randomUUID()}`;
  }

  async request<N extends RequestNameOf<'socket'>>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
    const response = await fetch(`${this.#url}/${name}`, { method: 'POST', body: JSON.stringify(input) });
    if (!response.ok) throw new Error(`${name} failed: ${await response.text()}`);
    return (await response.json()) as RequestOutput<N>;
  }

  /** Nothing stays open between requests. */
  close(): void {}
}
