// A person in a VideoRoom, as the comparison sees people. Used by janus.
import { readVoicePacket } from '../../../../../protocol/media/voice-packet.ts';
import type { Arrivals, Person, Sends } from '../relay.ts';
import { JanusPublisher } from './janus-publisher.ts';
import type { JanusSession } from './janus-session.ts';
import { JanusSubscriber } from './janus-subscriber.ts';

const usualLevelDb = -20;

export interface JanusRoom {
  /** What Janus calls it. */
  readonly number: number;
  /** In the order of their coming. */
  readonly people: JanusPerson[];
}

/** Two transports, as Janus' own pages open: what is sent, and everything that is received. */
export class JanusPerson implements Person {
  readonly place: number;
  readonly #session: JanusSession;
  readonly #address: string;
  readonly #room: JanusRoom;
  readonly #sends: Sends;
  #publisher: JanusPublisher | undefined;
  #subscriber: JanusSubscriber | undefined;
  #isHere = true;

  constructor(session: JanusSession, address: string, room: JanusRoom, place: number, sends: Sends) {
    this.#session = session;
    this.#address = address;
    this.#room = room;
    this.place = place;
    this.#sends = sends;
  }

  async publish(): Promise<void> {
    const { voice = false, video = false, pictures = false } = this.#sends;
    if (!voice && !video && !pictures) return;
    this.#publisher = await JanusPublisher.open({
      session: this.#session,
      address: this.#address,
      room: this.#room.number,
      feed: feedOf(this.place),
      voice,
      layers: video ? 1 : 0,
      pictures,
    });
  }

  sendVideo(payloads: readonly Uint8Array[]): void {
    this.#publisher?.show(payloads);
  }

  sendVoice(payload: Uint8Array, levelDb = usualLevelDb): void {
    this.#publisher?.speak({ frames: [payload], levelDb });
  }

  sendPicture(message: Uint8Array): boolean {
    return this.#publisher?.sendPicture(message) ?? false;
  }

  async receive({ onPacket, onPicture }: Arrivals): Promise<void> {
    const feeds = this.#room.people.filter(
      (one) => one !== this && one.#isHere && one.#publisher !== undefined,
    );
    this.#subscriber = await JanusSubscriber.open(
      this.#session,
      this.#address,
      this.#room.number,
      feeds.map(({ place }) => ({ feed: feedOf(place) })),
      {
        ...(onPacket && {
          onPacket: (kind, feed, payload) => {
            const own = kind === 'voice' ? readVoicePacket(payload)?.frames.at(-1) : payload;
            if (own !== undefined) onPacket(kind, feed - 1, own);
          },
        }),
        ...(onPicture && { onPicture: (feed, message) => onPicture(feed - 1, message) }),
      },
    );
  }

  async leave(): Promise<void> {
    this.#isHere = false;
    await this.#subscriber?.close();
    await this.#publisher?.close();
  }
}

/** Janus' numbers begin with 1. */
function feedOf(place: number): number {
  return place + 1;
}
