// Debian's Janus with its VideoRoom, as a relay of the comparison: as installed, and with its best threading. Listed by parts.
import { onRelayCore } from '../cores.ts';
import { obtainProgram } from '../obtain-program.ts';
import { JanusPerson, type JanusRoom } from './janus/janus-person.ts';
import { findOwnAddress, type JanusProcess, startJanus } from './janus/janus-process.ts';
import { JanusSession } from './janus/janus-session.ts';
import { openVideoRoom } from './janus/video-room.ts';
import type { Person, Relay, RelayFactory, Sends } from './relay.ts';

interface OpenedRoom extends JanusRoom {
  readonly opened: Promise<void>;
}

/** One thread for each transport, as Debian installs it. */
export const janusAsInstalled = describeJanus('Janus', undefined);
/** Two threads for all transports together: of its options the one that costs least. */
export const janusTwoLoops = describeJanus('Janus, 2 loops', 2);

function describeJanus(name: string, eventLoops: number | undefined): RelayFactory {
  return { name, missing: janusMissing, start: () => JanusRelay.start(name, eventLoops) };
}

/** Installs Janus where that is possible. @returns one sentence where it cannot be run */
export async function janusMissing(): Promise<string | undefined> {
  const missing = await obtainProgram('janus', 'janus');
  if (missing !== undefined || findOwnAddress() !== undefined) return missing;
  return 'Janus is left out: it offers no media on loopback, and this machine has no other address.';
}

class JanusRelay implements Relay {
  readonly name: string;
  readonly #process: JanusProcess;
  readonly #session: JanusSession;
  readonly #rooms = new Map<number, OpenedRoom>();

  private constructor(name: string, process: JanusProcess, session: JanusSession) {
    this.name = name;
    this.#process = process;
    this.#session = session;
  }

  static async start(name: string, eventLoops: number | undefined): Promise<JanusRelay> {
    const process = await startJanus(findOwnAddress() ?? '', onRelayCore(), eventLoops);
    try {
      return new JanusRelay(name, process, await JanusSession.open(process.url));
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  pids(): number[] {
    return [this.#process.pid];
  }

  async join(index: number, sends: Sends): Promise<Person> {
    const room = this.#roomAt(index);
    const { address } = this.#process;
    const person = new JanusPerson(this.#session, address, room, room.people.length, sends);
    room.people.push(person);
    await room.opened;
    await person.publish();
    return person;
  }

  async stop(): Promise<void> {
    this.#session.close();
    await this.#process.stop();
  }

  #roomAt(index: number): OpenedRoom {
    const known = this.#rooms.get(index);
    if (known !== undefined) return known;
    const number = index + 1;
    const room = { number, opened: openVideoRoom(this.#session, number), people: [] };
    this.#rooms.set(index, room);
    return room;
  }
}
