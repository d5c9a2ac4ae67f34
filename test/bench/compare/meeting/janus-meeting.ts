// The whole meeting in Janus' VideoRoom: every person sends what Janus' own pages have a browser send, and receives all others. Used by
// parts/meeting.ts.
import { Meter } from '../../../../load/crew/meter.ts';
import { Publisher } from '../../../../load/crew/publisher.ts';
import { onRelayCore } from '../cores.ts';
import { janusMissing } from '../relays/janus.ts';
import { findOwnAddress, type JanusProcess, startJanus } from '../relays/janus/janus-process.ts';
import { JanusPublisher } from '../relays/janus/janus-publisher.ts';
import { JanusSession } from '../relays/janus/janus-session.ts';
import { JanusSubscriber } from '../relays/janus/janus-subscriber.ts';
import { openVideoRoom } from '../relays/janus/video-room.ts';
import { FeedMeter } from './feed-meter.ts';
import { JanusSender } from './janus-sender.ts';
import { type Meeting, type MeetingFactory, peopleInMeeting, talkersInMeeting } from './meeting.ts';
import { prepareJanusMedia } from './meeting-media.ts';

const room = 1;
/** Every fifth: all packets are received and decrypted, but to check all of them is more than one core can do. */
const observedPeople = 5;
/** From the moment at which everything is open to the first picture, so that no camera begins late and the clocks stay apart. */
const beginsInMs = 200;
/** Come in at the same time. */
const together = 5;

export interface JanusMeetingOptions {
  readonly name: string;
  /** `undefined`: as installed. */
  readonly eventLoops: number | undefined;
  /** Whether every person sends three layers, the smallest of which is received, or one that all receive. */
  readonly simulcast: boolean;
}

export function janusMeeting(options: JanusMeetingOptions): MeetingFactory {
  return {
    name: options.name,
    missing: janusMissing,
    open: async () => {
      const janus = await startJanus(findOwnAddress() ?? '', onRelayCore(), options.eventLoops);
      try {
        return await JanusMeeting.open(janus, options);
      } catch (error) {
        await janus.stop();
        throw error;
      }
    },
  };
}

class JanusMeeting implements Meeting {
  readonly name: string;
  readonly meter: Meter;
  readonly observed = observedPeople;
  readonly #janus: JanusProcess;
  readonly #session: JanusSession;
  readonly #publishers: readonly Publisher[];
  /** Kept: an object without a reference is collected as garbage. */
  readonly #subscribers: readonly JanusSubscriber[];

  private constructor(
    parts: {
      readonly name: string;
      readonly meter: Meter;
      readonly janus: JanusProcess;
      readonly session: JanusSession;
    },
    publishers: readonly Publisher[],
    subscribers: readonly JanusSubscriber[],
  ) {
    this.name = parts.name;
    this.meter = parts.meter;
    this.#janus = parts.janus;
    this.#session = parts.session;
    this.#publishers = publishers;
    this.#subscribers = subscribers;
  }

  static async open(janus: JanusProcess, { name, simulcast }: JanusMeetingOptions): Promise<JanusMeeting> {
    const { talking, silent } = await prepareJanusMedia(simulcast);
    const meter = new Meter();
    const session = await JanusSession.open(janus.url);
    await openVideoRoom(session, room);
    const publishers = await inTurns(async (index) => {
      const media = index < talkersInMeeting ? talking : silent;
      const options = {
        session,
        address: janus.address,
        room,
        feed: index + 1,
        voice: true,
        pictures: false,
      };
      const sender = new JanusSender(await JanusPublisher.open({ ...options, layers: media.layers.length }));
      return new Publisher(sender, media, meter, index / peopleInMeeting);
    });
    const subscribers = await inTurns((index) => {
      const others = Array.from({ length: peopleInMeeting }, (_, other) => other + 1).filter(
        (feed) => feed !== index + 1,
      );
      const wanted = others.map((feed) => ({ feed, ...(simulcast && { substream: 0 }) }));
      const isObserved = index % (peopleInMeeting / observedPeople) === 0;
      const arrivals = isObserved ? new FeedMeter(meter, others) : {};
      return JanusSubscriber.open(session, janus.address, room, wanted, arrivals);
    });
    const beginsAtMs = meter.nowMs() + beginsInMs;
    await Promise.all(publishers.map((publisher) => publisher.start(beginsAtMs)));
    return new JanusMeeting({ name, meter, janus, session }, publishers, subscribers);
  }

  pids(): number[] {
    return [this.#janus.pid];
  }

  tick(nowMs: number): void {
    for (const publisher of this.#publishers) publisher.tick(nowMs);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#subscribers.map((subscriber) => subscriber.close()));
    this.#session.close();
    await this.#janus.stop();
  }
}

/** One after the other, some at a time. */
async function inTurns<T>(open: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < peopleInMeeting) {
    const count = Math.min(together, peopleInMeeting - all.length);
    const first = all.length;
    all.push(...(await Promise.all(Array.from({ length: count }, (_, offset) => open(first + offset)))));
  }
  return all;
}
