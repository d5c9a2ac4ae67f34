// The media side of all rooms: which worker carries a room, and what each peer sends and receives. Called by handlers.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import type {
  OpenedMedia,
  RtpCapabilities,
  TransportOptions,
} from '../../protocol/media/media-parameters.ts';
import type { MediaLossReason } from '../../protocol/media/notices.ts';
import type { PacketCount } from './count-packets.ts';
import { LayerRequests } from './layer-requests.ts';
import { planCandidates } from './media-addresses.ts';
import { routerCodecs } from './media-settings.ts';
import { openTransports, type Transports } from './open-transports.ts';
import { PeerMedia } from './peer-media.ts';
import type { AnyProducer } from './peer-producers.ts';
import { JpegAudience } from './jpeg-audience.ts';
import { KeyFrameRequests } from './key-frame-requests.ts';
import { type SourceCeilings, watchCeilings } from './source-ceilings.ts';
import { ActiveSpeakerSelector } from './active-speaker-selector.ts';
import type { MediaWorker, WorkerPool } from './worker-pool.ts';

/** A peer whose media is to be opened. */
export interface Opening {
  readonly roomNumber: string;
  readonly peerId: string;
  /** Whose peer it is: what was sent too much is made up for by the account, also after leaving. */
  readonly accountId: string;
  /** The address of this machine at which the peer's socket came in. */
  readonly arrivedAt: string;
  /** Asked after the opening, whether the peer is still in the room. */
  readonly stillIn: () => boolean;
  /** What the peer's side can receive; without it JPEG alone. */
  readonly rtpCapabilities: RtpCapabilities | undefined;
  /** What the others in the room send. */
  readonly producerIds: readonly string[];
}

export interface RelayParts {
  readonly workers: WorkerPool;
  /** Names under which a router in front of the machine forwards to it. */
  readonly announcedAddresses: () => readonly string[];
  /** Addresses of this machine now. */
  readonly ownAddresses: () => readonly string[];
  /** How many of those who speak at the same time are forwarded in each room. */
  readonly loudestVoices: number;
  /** The worker of a room died; everything the room sent and received is closed already. */
  readonly onRoomLost: (roomNumber: string, reason: MediaLossReason) => void;
  /** A peer sent more of a kind of source than may be; the source is closed. */
  readonly onSourceExceeded: (peerId: string, producerId: string) => void;
  /** The sender of a picture should send a whole one: at once, or at the pace of one who fell behind. */
  readonly onPictureWanted: (peerId: string, producerId: string, bytesPerSecond?: number) => void;
  /** All receivers of a JPEG source are slow: its sender should send no more than the fastest of them takes. */
  readonly onPictureLimited: (peerId: string, producerId: string, bytesPerSecond: number) => void;
  /** These layers of a picture are watched, smallest first; none without viewers. */
  readonly onLayersWanted: (peerId: string, producerId: string, layers: readonly number[]) => void;
  /** A peer's voice is not forwarded any more, or again. */
  readonly onVoiceHeld: (peerId: string, producerId: string, held: boolean) => void;
}

interface RoomMedia {
  readonly worker: MediaWorker;
  readonly router: types.Router;
  readonly peers: Map<string, PeerMedia>;
  readonly keyFrameRequests: KeyFrameRequests;
  readonly layerRequests: LayerRequests;
  readonly audience: JpegAudience;
  readonly gate: ActiveSpeakerSelector;
}

/** Asks the workers what streams have carried, for metrics and ceilings. */
const serverLooks = 'the server itself';
/** Two workers that die one after the other in the middle of an opening are an accident; more are not. */
const openAttempts = 3;

export class Relay {
  readonly #parts: RelayParts;
  readonly #rooms = new Map<string, Promise<RoomMedia>>();
  readonly #peers = new Map<string, PeerMedia>();
  readonly #ceilings: SourceCeilings;
  /** The latest opening of each peer that is being opened. */
  readonly #openings = new Map<string, Opening>();

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#ceilings = watchCeilings({
      sources: () =>
        Array.from(this.#peers).flatMap(([peerId, { accountId, producers, look }]) =>
          producers.all().map((producer) => ({ peerId, accountId, producer, look })),
        ),
      onExceeded: (peerId, producerId) => {
        this.#peers.get(peerId)?.producers.close(producerId);
        parts.onSourceExceeded(peerId, producerId);
      },
    });
  }

  /** Whether a meeting can be held now. */
  get ready(): boolean {
    return this.#parts.workers.isReachable;
  }

  /**
   * Opens both transports of a peer, and paused consumers of what the others send; what it had before is closed. Of two
   * openings at once, which a window that changes its socket can ask, the later one holds.
   * @throws RequestError `media-unavailable` when no worker runs or a later opening took this one's place, `media-given-up`
   * when none will run, `not-in-room` when the peer has gone meanwhile
   */
  async openPeer(opening: Opening): Promise<OpenedMedia> {
    const { peerId, producerIds } = opening;
    this.#openings.set(peerId, opening);
    try {
      this.closePeer(peerId);
      const { room, send, receive } = await this.#openTransports(opening);
      const peer = this.#addPeer(opening, room, { send, receive });
      return {
        sendTransport: this.#describeTransport(send),
        receiveTransport: this.#describeTransport(receive),
        consumers: await peer.consumers.begin(producerIds),
      };
    } finally {
      if (this.#openings.get(peerId) === opening) this.#openings.delete(peerId);
    }
  }

  #addPeer(
    { peerId, accountId, rtpCapabilities }: Opening,
    room: RoomMedia,
    { send, receive }: Transports,
  ): PeerMedia {
    const { questions } = room.worker;
    const peer = new PeerMedia({
      accountId,
      router: room.router,
      ask: questions.askerOf(peerId),
      look: questions.askerOf(serverLooks, Infinity),
      rtpCapabilities: (rtpCapabilities ?? { codecs: [] }) as types.RtpCapabilities,
      sendTransport: send,
      receiveTransport: receive,
      findProducer: (producerId) => findProducer(room, peerId, producerId),
      wantPicture: (producerId, bytesPerSecond) => room.keyFrameRequests.add(producerId, bytesPerSecond),
      fellBehind: (producerId, consumerId, bytesPerSecond) =>
        this.#limitPictures(room, producerId, consumerId, bytesPerSecond),
      pictureWatched: (producerId, consumerId, isWatched) =>
        room.audience.watched(producerId, consumerId, isWatched),
      layerRequests: room.layerRequests,
      gate: room.gate,
      ceilings: this.#ceilings,
    });
    room.peers.set(peerId, peer);
    room.worker.peers += 1;
    this.#peers.set(peerId, peer);
    send.observer.once('close', () => {
      room.worker.peers -= 1;
      if (room.peers.get(peerId) === peer) room.peers.delete(peerId);
      if (this.#peers.get(peerId) === peer) this.#peers.delete(peerId);
    });
    return peer;
  }

  /** Whether a peer has transports. */
  hasPeer(peerId: string): boolean {
    return this.#peers.has(peerId);
  }

  /** The media of a peer. @throws RequestError `media-unavailable` when its worker died and it has not reopened */
  requirePeer(peerId: string): PeerMedia {
    const peer = this.#peers.get(peerId);
    if (peer === undefined) throw new RequestError('media-unavailable');
    return peer;
  }

  /** Whether a source flows to a peer, as it has asked. */
  isWatching(peerId: string, producerId: string): boolean {
    return this.#peers.get(peerId)?.consumers.isWatching(producerId) ?? false;
  }

  /** What went in and out of everything that is open; costs the workers a question per stream. */
  async countPackets(): Promise<PacketCount[]> {
    const peers = [...this.#peers.values()];
    const counts = peers.flatMap(({ producers, consumers, look }) => [
      producers.countPackets(look),
      consumers.countPackets(look),
    ]);
    return (await Promise.all(counts)).flat();
  }

  /** A peer whose signalling is back may have missed which of its layers are watched. */
  repeatLayerRequests(peerId: string): void {
    this.#peers.get(peerId)?.producers.repeatLayerRequests();
  }

  closePeer(peerId: string): void {
    this.#peers.get(peerId)?.close();
  }

  closeRoom(roomNumber: string): void {
    const room = this.#rooms.get(roomNumber);
    this.#rooms.delete(roomNumber);
    room?.then(({ router }) => router.close()).catch(() => undefined);
  }

  /** A worker that dies in the middle costs another try, on the next one. */
  async #openTransports(opening: Opening): Promise<Transports & { room: RoomMedia }> {
    const { roomNumber, peerId, arrivedAt, stillIn } = opening;
    const isLatest = () => this.#openings.get(peerId) === opening;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const room = await this.#requireRoom(roomNumber);
        const { servers, questions } = room.worker;
        const server = servers.serverFor(arrivedAt, this.#parts.ownAddresses());
        const transports = await openTransports(room.router, server, questions.askerOf(peerId), stillIn);
        if (isLatest()) return { room, ...transports };
        transports.send.close();
        transports.receive.close();
        throw new RequestError('media-unavailable');
      } catch (error) {
        const mayPass = error instanceof RequestError && error.code === 'media-unavailable';
        if (!mayPass || !stillIn() || !isLatest() || attempt === openAttempts) throw error;
      }
    }
  }

  #requireRoom(roomNumber: string): Promise<RoomMedia> {
    const known = this.#rooms.get(roomNumber);
    if (known !== undefined) return known;
    const room = this.#openRoom(roomNumber);
    this.#rooms.set(roomNumber, room);
    room.catch(() => this.#forget(roomNumber, room));
    return room;
  }

  async #openRoom(roomNumber: string): Promise<RoomMedia> {
    const { workers } = this.#parts;
    const worker = workers.leastLoaded() ?? (await workers.awaitLeastLoaded());
    if (worker === undefined) {
      throw new RequestError(workers.allGivenUp ? 'media-given-up' : 'media-unavailable');
    }
    // Counted before it is there, so that rooms that open together spread over the workers.
    worker.rooms += 1;
    const ask = worker.questions.askerOf(roomNumber, Infinity);
    const router = await ask(() => worker.worker.createRouter({ mediaCodecs: routerCodecs })).catch(() => {
      worker.rooms -= 1;
      throw new RequestError('media-unavailable');
    });
    router.observer.once('close', () => (worker.rooms -= 1));
    const peers = new Map<string, PeerMedia>();
    const keyFrameRequests = new KeyFrameRequests((producerId, bytesPerSecond) => {
      const peerId = ownerOf(peers, producerId);
      if (peerId !== undefined) this.#parts.onPictureWanted(peerId, producerId, bytesPerSecond);
    });
    const layerRequests = new LayerRequests((producerId, layers) => {
      const peerId = ownerOf(peers, producerId);
      if (peerId !== undefined) this.#parts.onLayersWanted(peerId, producerId, layers);
    });
    const gate = new ActiveSpeakerSelector({
      router,
      ask,
      voicesMax: this.#parts.loudestVoices,
      applyHold: (producerId) => {
        for (const { consumers } of peers.values()) consumers.applyHold(producerId);
      },
      onHeld: (producerId, held) => {
        const peerId = ownerOf(peers, producerId);
        if (peerId !== undefined) this.#parts.onVoiceHeld(peerId, producerId, held);
      },
    });
    const audience = new JpegAudience();
    const room: RoomMedia = { worker, router, peers, keyFrameRequests, layerRequests, audience, gate };
    router.once('workerclose', () => {
      const current = this.#rooms.get(roomNumber);
      if (current === undefined) return;
      this.#forget(roomNumber, current);
      for (const peer of room.peers.values()) peer.close();
      // Closed by a server that stops: nothing is lost that anybody could open again.
      if (!worker.worker.died && !worker.replaced) return;
      // The pool hears of the death after the worker's routers, and decides what becomes of the place.
      queueMicrotask(() =>
        this.#parts.onRoomLost(roomNumber, worker.givenUp ? 'worker-given-up' : 'worker-died'),
      );
    });
    return room;
  }

  #forget(roomNumber: string, room: Promise<RoomMedia>): void {
    if (this.#rooms.get(roomNumber) === room) this.#rooms.delete(roomNumber);
  }

  #limitPictures(room: RoomMedia, producerId: string, consumerId: string, bytesPerSecond: number): void {
    const limit = room.audience.fellBehind(producerId, consumerId, bytesPerSecond, performance.now());
    const peerId = ownerOf(room.peers, producerId);
    if (limit === undefined || peerId === undefined) return;
    this.#parts.onPictureLimited(peerId, producerId, Math.round(limit));
  }

  #describeTransport(transport: types.WebRtcTransport): TransportOptions {
    const { id, iceParameters, dtlsParameters, sctpParameters } = transport;
    return {
      id,
      iceParameters,
      iceCandidates: planCandidates(
        transport.iceCandidates,
        this.#parts.ownAddresses(),
        this.#parts.announcedAddresses(),
      ),
      dtlsParameters,
      sctpParameters,
    };
  }
}

/** The peer that sends a producer. */
function ownerOf(peers: ReadonlyMap<string, PeerMedia>, producerId: string): string | undefined {
  return Array.from(peers).find(([, { producers }]) => producers.find(producerId) !== undefined)?.[0];
}

/** A producer of another peer in the room. */
function findProducer(room: RoomMedia, receiverId: string, producerId: string): AnyProducer | undefined {
  for (const [peerId, { producers }] of room.peers) {
    const producer = peerId === receiverId ? undefined : producers.find(producerId);
    if (producer !== undefined) return producer;
  }
  return undefined;
}
