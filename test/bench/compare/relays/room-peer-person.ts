// A person of Plenum or of the bare worker: one room-peer, whichever of the two it talks to. Used by both relays' drivers.
import { payloadOffset } from '../../../../peers/rtp.ts';
import type { Requester } from '../../../../peers/requester.ts';
import type { RoomPeer } from '../../../../peers/room-peer.ts';
import type { VideoSource } from '../../../../peers/video-source.ts';
import { readVoicePacket } from '../../../../protocol/media/voice-packet.ts';
import type { Arrivals, PacketKind, Person, Sends } from './relay.ts';

const cameraSize = { width: 1280, height: 720 };
const usualLevelDb = -20;

/** Who sends what in one room, by producer. */
type RoomSources = Map<string, { readonly place: number; readonly kind: PacketKind | 'pictures' }>;

/** The people of one room, in the order of their coming. */
export class MeetingPlace {
  /** The server's name of the room, once a person has joined. */
  number: string | undefined;
  people = 0;
  readonly sources: RoomSources = new Map();
}

/** Whether a person's transports need data channels. */
export function carriesPictures({ pictures = false, receivesPictures = false }: Sends): boolean {
  return pictures || receivesPictures;
}

export class RoomPeerPerson<M extends Requester = Requester> implements Person {
  readonly place: number;
  /** For parts that do more than sending and receiving. */
  readonly peer: RoomPeer<M>;
  readonly #room: MeetingPlace;
  #video: VideoSource | undefined;

  private constructor(peer: RoomPeer<M>, room: MeetingPlace) {
    this.peer = peer;
    this.#room = room;
    this.place = room.people;
    room.people += 1;
  }

  /** Switches on what this person sends. @throws what the peer's requests throw */
  static async open<M extends Requester>(
    peer: RoomPeer<M>,
    room: MeetingPlace,
    sends: Sends,
  ): Promise<RoomPeerPerson<M>> {
    const person = new RoomPeerPerson(peer, room);
    const { place } = person;
    if (sends.voice === true) {
      await peer.startMicrophone();
      room.sources.set(peer.producerId, { place, kind: 'voice' });
    }
    if (sends.video === true) {
      person.#video = await peer.startVideo('camera', 1, cameraSize);
      room.sources.set(person.#video.producerId, { place, kind: 'video' });
    }
    if (sends.pictures === true) {
      room.sources.set(await peer.startPictures('camera'), { place, kind: 'pictures' });
    }
    return person;
  }

  sendVideo(payloads: readonly Uint8Array[]): void {
    const atMs = performance.now();
    payloads.forEach((payload, index) =>
      this.#video?.send(0, { payload, marker: index === payloads.length - 1 }, atMs),
    );
  }

  sendVoice(payload: Uint8Array, levelDb = usualLevelDb): void {
    this.peer.speak({ frames: [payload], levelDb });
  }

  sendPicture(message: Uint8Array): boolean {
    return this.peer.sendPicture(message);
  }

  async receive({ onPacket, onPicture }: Arrivals): Promise<void> {
    const { sources } = this.#room;
    const others = Array.from(sources.keys()).filter((id) => sources.get(id)?.place !== this.place);
    await this.peer.receive(others, {
      onRtp: (producerId, packet) => {
        const source = sources.get(producerId);
        if (source === undefined || source.kind === 'pictures') return;
        const bytes = packet.subarray(payloadOffset(packet));
        const payload = source.kind === 'voice' ? readVoicePacket(bytes)?.frames[0] : bytes;
        if (payload !== undefined) onPacket?.(source.kind, source.place, payload);
      },
      onPicture: (producerId, message) => onPicture?.(sources.get(producerId)?.place ?? 0, message),
    });
  }

  async leave(): Promise<void> {
    for (const [producerId, { place }] of this.#room.sources)
      if (place === this.place) this.#room.sources.delete(producerId);
    await this.peer.leave();
    this.peer.member.close();
  }
}
