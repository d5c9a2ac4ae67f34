// One place in one room, as its server keeps it; for tests.
import { RequestError } from '../../protocol/error-codes.ts';
import type { Source, SourceInfo } from '../../protocol/room/roster.ts';
import { FakeProducer } from '../call/fake-media.ts';
import { CallError } from '../link/call-error.ts';
import type { Signalling } from '../link/signalling.ts';
import type { FakeTrack, Hold } from './fake-devices.ts';

/** A producer of a device's track. */
export class FakeTrackProducer extends FakeProducer {
  track: FakeTrack;
  readonly observer = { once: () => undefined };

  constructor(id: string, track: FakeTrack) {
    super(id, false);
    this.track = track;
  }

  async replaceTrack({ track }: { track: FakeTrack }): Promise<void> {
    await Promise.resolve();
    if (track.readyState === 'ended') throw new Error('track ended');
    this.track = track;
  }
}

/** One place in one room: the server's list of one's own sources, and what reaches the others. */
export class FakeRoom {
  /** What the server knows, and with it all others. */
  readonly list = new Map<string, SourceInfo>();
  readonly producers = new Map<string, FakeTrackProducer>();
  readonly #hold: Hold;
  #lastId = 0;
  #arriving: Promise<void> = Promise.resolve();
  #answering: Promise<void> = Promise.resolve();
  #online = true;
  #gone = false;
  readonly signalling: Pick<Signalling, 'request' | 'online'>;

  constructor(hold: Hold) {
    this.#hold = hold;
    const isOnline = () => this.#online && !this.#gone;
    this.signalling = {
      get online() {
        return isOnline();
      },
      request: async (name: string, input: object) => (await this.#request(name, input)) as never,
    };
  }

  /** Breaks the connection: requests get no answer, though some may arrive. */
  breakConnection(): void {
    this.#online = false;
  }

  mendLine(): void {
    this.#online = true;
  }

  /** The peer is out of the room. */
  close(): void {
    this.#gone = true;
    this.list.clear();
  }

  /** What others hear and see: sources that are not muted and whose track gives something. */
  heard(): Source[] {
    return [...this.list.values()].flatMap(({ producerId, source, paused }) => {
      const producer = this.producers.get(producerId);
      const flows = producer && !producer.closed && !producer.paused && producer.track.readyState === 'live';
      return flows && producer.track.enabled && !paused ? [source] : [];
    });
  }

  /** Requests arrive, and answers come back, in the order in which they were sent. */
  async #request(name: string, input: object): Promise<unknown> {
    if (!this.#online) throw new CallError('connection-lost');
    const arrived = this.#arriving.then(() => this.#hold(`to-server ${name}`));
    this.#arriving = arrived.catch(() => undefined);
    await arrived;
    if (this.#gone) throw new CallError('connection-lost');
    let answer: () => unknown;
    try {
      await this.#hold(`at-server ${name}`);
      const value = this.#act(name, input);
      answer = () => value;
    } catch (error) {
      answer = () => {
        throw error;
      };
    }
    const answered = this.#answering.then(() => this.#hold(`from-server ${name}`));
    this.#answering = answered.catch(() => undefined);
    await answered;
    if (!this.#online) throw new CallError('connection-lost');
    return answer();
  }

  #act(name: string, input: object): unknown {
    if (name === 'media:produce') return this.#produce(input as Omit<SourceInfo, 'producerId'>);
    const { producerId, paused } = input as { producerId: string; paused: boolean };
    const info = this.list.get(producerId);
    if (!info) throw new RequestError('no-such-producer');
    if (name === 'media:close') this.list.delete(producerId);
    else this.list.set(producerId, { ...info, paused });
    return {};
  }

  #produce({ source, codec, paused }: Omit<SourceInfo, 'producerId'>): { producerId: string } {
    if ([...this.list.values()].some((info) => info.source === source))
      throw new RequestError('source-already-on');
    this.#lastId += 1;
    const producerId = `producer-${this.#lastId}`;
    this.list.set(producerId, { producerId, source, codec, paused });
    return { producerId };
  }
}
