// A room in which all people have camera and microphone on and receive all others, and what arrives of it. Used by capacity.
import type { DelayHistogram } from '../../../../load/measure/delay-histogram.ts';
import { nowMs } from '../../../../peers/media/stamp.ts';
import type { Person, Relay } from '../relays/relay.ts';
import { Camera, type CameraSettings, framesPerSecond } from './camera.ts';
import { readPacketStamp, writePacketStamp } from './packet-stamp.ts';
import type { Rhythm } from './timetable.ts';

export const voicesPerSecond = 50;
/** A frame of Speex in wideband at quality 8 has 70 bytes. */
const voiceBytes = 70;
const loudDb = -20;
const quietDb = -45;
/** A camera of 60 packets of 1100 bytes a second: half a megabit. */
const modestCamera: CameraSettings = { packetsPerFrame: 2, payloadBytes: 1100, keyFrameEvery: 90 };

/** What counts of everything that arrives while it is measured. */
export interface RoomCount {
  expected: number;
  arrived: number;
  readonly delays: DelayHistogram;
}

interface Member {
  readonly person: Person;
  readonly camera: Camera;
  readonly voice: Uint8Array;
  /** Numbers of its packets and voices that count: from here on, up to there. */
  video: Span;
  spoken: Span;
  voices: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const nothing: Span = { from: 0, to: 0 };

export class SmallRoom {
  readonly #members: Member[] = [];
  readonly #loudest: number;
  #count: RoomCount | undefined;

  private constructor(loudest: number) {
    this.#loudest = loudest;
  }

  /**
   * @param index of the room at the relay
   * @param loudest so many speak up, the others less loud: their voices count, as a relay may forward the loudest only
   * @throws what the relay throws
   */
  static async open(relay: Relay, index: number, people: number, loudest: number): Promise<SmallRoom> {
    const room = new SmallRoom(loudest);
    const persons = await Promise.all(
      Array.from({ length: people }, () => relay.join(index, { video: true, voice: true })),
    );
    const seated = persons.toSorted((one, other) => one.place - other.place);
    room.#members.push(...seated.map(newMember));
    await Promise.all(
      room.#members.map(({ person }) =>
        person.receive({ onPacket: (kind, from, payload) => room.#arrive(kind === 'voice', from, payload) }),
      ),
    );
    return room;
  }

  /** What all people send. @param phase of the room, 0..1 */
  rhythms(phase: number): Rhythm[] {
    return this.#members.flatMap((member, place) => {
      const own = (phase + place / this.#members.length) % 1;
      return [
        {
          intervalMs: 1000 / framesPerSecond,
          phase: own,
          act: () => member.person.sendVideo(member.camera.takeFrame()),
        },
        { intervalMs: 1000 / voicesPerSecond, phase: own, act: () => this.#speak(member, place) },
      ];
    });
  }

  /** From now on everything that is sent counts, until `stopCounting`. */
  startCounting(count: RoomCount): void {
    this.#count = count;
    for (const member of this.#members) {
      member.video = { from: member.camera.sequence, to: Number.POSITIVE_INFINITY };
      member.spoken = { from: member.voices, to: Number.POSITIVE_INFINITY };
    }
  }

  /** What is sent from now on does not count; what is on its way still does. */
  stopCounting(): void {
    const others = this.#members.length - 1;
    this.#members.forEach((member, place) => {
      member.video = { from: member.video.from, to: member.camera.sequence };
      member.spoken = { from: member.spoken.from, to: member.voices };
      if (this.#count === undefined) return;
      this.#count.expected += others * (member.video.to - member.video.from);
      if (place < this.#loudest) this.#count.expected += others * (member.spoken.to - member.spoken.from);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ person }) => person.leave()));
  }

  #speak(member: Member, place: number): void {
    writePacketStamp(member.voice, { sequence: member.voices, atMs: nowMs() });
    member.voices += 1;
    member.person.sendVoice(member.voice, place < this.#loudest ? loudDb : quietDb);
  }

  #arrive(isVoice: boolean, from: number, payload: Uint8Array): void {
    const stamp = readPacketStamp(payload);
    const member = this.#members[from];
    if (stamp === undefined || member === undefined || this.#count === undefined) return;
    if (isVoice && from >= this.#loudest) return;
    const span = isVoice ? member.spoken : member.video;
    if (stamp.sequence < span.from || stamp.sequence >= span.to) return;
    this.#count.arrived += 1;
    this.#count.delays.add(nowMs() - stamp.atMs);
  }
}

function newMember(person: Person): Member {
  return {
    person,
    camera: new Camera(modestCamera),
    voice: new Uint8Array(voiceBytes),
    video: nothing,
    spoken: nothing,
    voices: 0,
  };
}
