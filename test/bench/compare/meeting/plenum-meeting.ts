// The whole meeting at Plenum, with the load tester's people: they follow the server's notices as its client does. Used by parts/meeting.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { Meter } from '../../../../load/crew/meter.ts';
import { Publisher } from '../../../../load/crew/publisher.ts';
import { Watcher } from '../../../../load/crew/watcher.ts';
import type { RoomPeer } from '../../../../peers/room-peer.ts';
import type { Notice } from '../../../../protocol/notices.ts';
import type { Member } from '../../../integration/member.ts';
import { plenum, type PlenumRelay } from '../relays/plenum.ts';
import { type Meeting, type MeetingFactory, peopleInMeeting, talkersInMeeting } from './meeting.ts';
import { preparePlenumMedia } from './meeting-media.ts';

const layers = 3;
/** Fits a tile of a gallery of 25, also while only few have their cameras on. */
const galleryLayer = 0;
const tickMs = 2;
const askAgainMs = 20;
const settleMaxMs = 10_000;

export const plenumMeeting: MeetingFactory = {
  name: 'Plenum',
  missing: async () => undefined,
  open: async () => {
    const relay = (await plenum().start()) as PlenumRelay;
    try {
      return await PlenumMeeting.open(relay);
    } catch (error) {
      await relay.stop();
      throw error;
    }
  },
};

class PlenumMeeting implements Meeting {
  readonly name = plenumMeeting.name;
  readonly meter: Meter;
  readonly observed = peopleInMeeting;
  readonly #relay: PlenumRelay;
  readonly #people: readonly PlenumPerson[];

  private constructor(meter: Meter, relay: PlenumRelay, people: readonly PlenumPerson[]) {
    this.meter = meter;
    this.#relay = relay;
    this.#people = people;
  }

  /** All people join, begin to watch, and then one after the other switch camera and microphone on. */
  static async open(relay: PlenumRelay): Promise<PlenumMeeting> {
    const { talking, silent } = await preparePlenumMedia();
    const meter = new Meter();
    const places = await Promise.all(Array.from({ length: peopleInMeeting }, () => relay.join(0, {})));
    const people = places.map(({ peer }, index) => {
      const media = index < talkersInMeeting ? talking : silent;
      return new PlenumPerson(peer, meter, new Publisher(peer, media, meter, index / peopleInMeeting));
    });
    const meeting = new PlenumMeeting(meter, relay, people);
    const beat = setInterval(() => meeting.tick(meter.nowMs()), tickMs);
    try {
      await Promise.all(people.map((person) => person.watch()));
      // As in a real meeting: a sender sends all layers until the server says which are watched.
      for (const person of people) await person.begin(meter.nowMs());
    } finally {
      clearInterval(beat);
    }
    return meeting;
  }

  pids(): number[] {
    return this.#relay.pids();
  }

  tick(nowMs: number): void {
    for (const { publisher } of this.#people) publisher.tick(nowMs);
  }

  async stop(): Promise<void> {
    await this.#relay.stop();
  }
}

/** Receives what the others send, and sends those layers that are watched. */
class PlenumPerson {
  readonly publisher: Publisher;
  readonly #peer: RoomPeer<Member>;
  readonly #watcher: Watcher;
  #layersWanted: readonly number[] = [];
  #failure: unknown;

  constructor(peer: RoomPeer<Member>, meter: Meter, publisher: Publisher) {
    this.publisher = publisher;
    this.#peer = peer;
    this.#watcher = new Watcher(peer, {
      meter,
      layers,
      wantedLayer: galleryLayer,
      allVoicesFlow: false,
      takesJpeg: false,
      onFailed: (error) => (this.#failure ??= error),
    });
  }

  async watch(): Promise<void> {
    const { member, room } = this.#peer;
    member.socket.onAny((name: Notice['name'], body: unknown) => this.#take({ name, body } as Notice));
    await this.#watcher.start(room.peers);
  }

  /** Resolves when only the layer is sent that is watched. @throws Error when that takes too long */
  async begin(atMs: number): Promise<void> {
    await this.publisher.start(atMs);
    for (let waitedMs = 0; !this.#isSettled(); waitedMs += askAgainMs) {
      if (waitedMs >= settleMaxMs) throw new Error('Layers without viewers were still sent after 10 s.');
      await sleep(askAgainMs);
    }
  }

  #isSettled(): boolean {
    if (this.#failure !== undefined)
      throw new Error('A person could not watch the others.', { cause: this.#failure });
    return this.#layersWanted.join() === '0';
  }

  #take(notice: Notice): void {
    this.#watcher.take(notice);
    const { name, body } = notice;
    if (name === 'video:key-frame-requested') this.#peer.video?.requestKeyFrame();
    if (name === 'picture:layers-wanted') {
      this.#layersWanted = body.layers;
      this.publisher.watch(body.layers);
    }
  }
}
