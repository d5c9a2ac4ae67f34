// Debian's mumble-server under test: forwards every voice to all others. One room, voice only. Used by parts/voices.ts.
import { onRelayCore } from '../cores.ts';
import { compilerMissing } from '../kernel/build-program.ts';
import { obtainProgram } from '../obtain-program.ts';
import { type ControlChannel, openControlChannel } from './mumble/control-channel.ts';
import { DatagramLines } from './mumble/datagram-lines.ts';
import { startMumbleServer } from './mumble/mumble-server.ts';
import type { PacketCipher } from './mumble/packet-cipher.ts';
import { readVoice, writePing, writeVoice } from './mumble/voice-packet.ts';
import type { Arrivals, Person, Relay, RelayFactory } from './relay.ts';

/** Over all rooms of one start; a line costs a socket. */
const peopleMax = 512;
/** Mumble counts sound in units of 10 ms; a frame has 20. */
const unitsPerFrame = 2;

export const mumble: RelayFactory = {
  name: 'Mumble',
  missing: async () => (await obtainProgram('murmurd', 'mumble-server')) ?? (await compilerMissing()),
  async start(): Promise<Relay> {
    const server = await startMumbleServer(onRelayCore());
    const lines = await DatagramLines.open(server.port, peopleMax);
    const places = new Map<number, number>();
    let people = 0;
    return {
      name: 'Mumble',
      pids: () => [server.pid],
      async join(): Promise<Person> {
        const line = people;
        people += 1;
        const control = await openControlChannel(server.port, `person-${line}`);
        places.set(control.session, line);
        return new MumblePerson(lines, line, control, places);
      },
      async countVoices() {
        const { received, dropped } = await lines.count();
        return received + dropped;
      },
      async stop() {
        await lines.close();
        await server.stop();
      },
    };
  },
};

class MumblePerson implements Person {
  readonly place: number;
  readonly #lines: DatagramLines;
  readonly #control: ControlChannel;
  readonly #cipher: PacketCipher;
  /** Places by session. */
  readonly #places: ReadonlyMap<number, number>;
  #sequence = 0;

  constructor(
    lines: DatagramLines,
    line: number,
    control: ControlChannel,
    places: ReadonlyMap<number, number>,
  ) {
    this.#lines = lines;
    this.place = line;
    this.#control = control;
    this.#cipher = control.cipher;
    this.#places = places;
    // From the first packet that opens the server knows the line; until then it would send voices over TLS.
    this.#send(writePing());
  }

  sendVoice(payload: Uint8Array): void {
    this.#send(writeVoice(this.#sequence, payload));
    this.#sequence += unitsPerFrame;
  }

  sendVideo(): void {
    throw new Error('Mumble carries no video.');
  }

  sendPicture(): boolean {
    throw new Error('Mumble carries no pictures.');
  }

  /** Packets are opened for people with a listener; the others' are only counted. */
  receive({ onPacket }: Arrivals): Promise<void> {
    if (onPacket !== undefined) {
      this.#lines.listen(this.place, (datagram) => {
        const packet = this.#cipher.open(datagram);
        const voice = packet && readVoice(packet);
        if (voice) onPacket('voice', this.#places.get(voice.session) ?? -1, voice.frame);
      });
    }
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.#control.close();
    return Promise.resolve();
  }

  #send(packet: Buffer): void {
    this.#lines.send(this.place, this.#cipher.seal(packet));
  }
}
