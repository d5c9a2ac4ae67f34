// Transports, producers and consumers driven by hand, for tests of what a call sends and receives.
import type { ConsumerOptions, OpenedMedia } from '../../protocol/media/media-parameters.ts';
import type { RoomSnapshot, Source, SourceInfo } from '../../protocol/room/roster.ts';
import type { CallHooks } from './call-hooks.ts';
import type { IncomingSink, IncomingSource } from './media-receiver.ts';
import type { MediaTransports } from './media-transports.ts';
import type { MediaOpener } from './media-opener.ts';

/** How a consumer of a source is made; its id names the source and counts its consumers. */
export function consumerOptions(source: SourceInfo, turn = 1): ConsumerOptions {
  const { producerId } = source;
  const consumerId = `${producerId}/${turn}`;
  return source.codec === 'jpeg'
    ? { carrier: 'data', consumerId, producerId, sctpStreamParameters: { streamId: 1 } }
    : {
        carrier: 'rtp',
        consumerId,
        producerId,
        kind: source.codec === 'h264' ? 'video' : 'audio',
        rtpParameters: { codecs: [] },
      };
}

/** A source of Ann's, by its producer's id. */
export function incoming(producerId: string, source: Source = 'microphone'): IncomingSource {
  const codec = source === 'microphone' ? 'opus' : 'h264';
  return { peerId: 'ann', source: { producerId, source, codec, paused: false } };
}

export class FakeConsumer {
  readonly id: string;
  readonly track = { kind: 'audio' };
  readonly localId = '0';
  closed = false;

  constructor(id: string) {
    this.id = id;
  }

  getStats(): Promise<ReadonlyMap<string, unknown>> {
    return Promise.resolve(new Map([['in', { type: 'inbound-rtp', framesDecoded: 1 }]]));
  }

  close(): void {
    this.closed = true;
  }
}

/** What is sent; produced at once under the next of the ids `made-1`, `made-2` and so on. */
export class FakeProducer {
  readonly id: string;
  readonly rtpSender = undefined;
  paused: boolean;
  closed = false;

  constructor(id: string, paused: boolean) {
    this.id = id;
    this.paused = paused;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): void {
    this.closed = true;
  }
}

/** A link whose receiving transport opens whatever it is told, unless `refuse` says why not. */
export class FakeLink {
  closed = false;
  flowing = true;
  restartedAtMs = Number.NEGATIVE_INFINITY;
  readonly consumers: FakeConsumer[] = [];
  /** Why a consumer cannot be opened, by its producer. */
  readonly refuse = new Map<string, Error>();
  restarts = 0;
  /** What the server says to the next restart. */
  restart: () => Promise<void> = async () => undefined;
  readonly producers: FakeProducer[] = [];
  /** Ends the waiting of what is being produced. */
  producing: Promise<void> = Promise.resolve();
  onFlow: (flowing: boolean) => void = () => undefined;

  readonly device = { sendRtpCapabilities: { codecs: [] } };

  readonly send = {
    produce: ({ appData }: { appData: { paused: boolean } }) => this.#produce(appData.paused),
    produceData: () => this.#produce(false),
    getStats: async () => new Map(),
  };

  readonly receive = {
    consume: async (options: { id: string; producerId: string }) => {
      const error = this.refuse.get(options.producerId);
      if (error) throw error;
      const consumer = new FakeConsumer(options.id);
      this.consumers.push(consumer);
      return consumer;
    },
    getStats: async () => new Map(),
  };

  async restartIce(): Promise<void> {
    this.restarts += 1;
    this.restartedAtMs = performance.now();
    await this.restart();
  }

  /** Packets stop finding their way, or find it again. */
  flow(flowing: boolean): void {
    this.flowing = flowing;
    this.onFlow(flowing);
  }

  close(): void {
    this.closed = true;
  }

  get link(): MediaTransports {
    return this as unknown as MediaTransports;
  }

  async #produce(paused: boolean): Promise<FakeProducer> {
    await this.producing;
    const producer = new FakeProducer(`made-${this.producers.length + 1}`, paused);
    this.producers.push(producer);
    return producer;
  }
}

/** Writes down what arrives and what ends. */
export class FakeSink implements IncomingSink {
  readonly received: string[] = [];
  readonly ended: string[] = [];

  receiverCreated(): void {
    // Nothing is played.
  }

  trackReceived({ source }: IncomingSource): void {
    this.received.push(source.producerId);
  }

  picturesReceived({ source }: IncomingSource): void {
    this.received.push(source.producerId);
  }

  sourceEnded(producerId: string): void {
    this.ended.push(producerId);
  }
}

/** Everything that a call tells, by name, in order. */
export class FakeHooks extends FakeSink implements CallHooks {
  readonly told: string[] = [];
  readonly failures: unknown[] = [];
  /** As the call showed it last. */
  room: RoomSnapshot | undefined;

  roomChanged(room: RoomSnapshot): void {
    this.room = room;
  }

  keyFrameRequested(producerId: string): void {
    this.told.push(`wanted ${producerId}`);
  }

  picturePaceLimited(producerId: string): void {
    this.told.push(`limited ${producerId}`);
  }

  pictureWatched(producerId: string, watched: boolean): void {
    this.told.push(`${watched ? 'watched' : 'unwatched'} ${producerId}`);
  }

  voiceLossChanged(producerId: string): void {
    this.told.push(`lossy ${producerId}`);
  }

  flowChanged(flowing: boolean): void {
    this.told.push(flowing ? 'flows' : 'stands still');
  }

  resumed(): void {
    this.told.push('resumed');
  }

  voiceHeld(producerId: string, held: boolean): void {
    this.told.push(`${held ? 'held' : 'let'} ${producerId}`);
  }

  failed(error: unknown): void {
    this.failures.push(error);
  }
}

/** Opens a fake link at once for everything that a server opened; `links` are all of them. */
export class FakeOpener implements MediaOpener {
  readonly links: FakeLink[] = [];
  /** Ends the waiting of what is being opened; what is opened without it is open at once. */
  gate: Promise<void> = Promise.resolve();

  /** As Chromium. */
  loopbackUsed = true;

  readonly rtpCapabilities = async () => ({ codecs: [] });

  readonly usesLoopback = async () => this.loopbackUsed;

  readonly openLink: MediaOpener['openLink'] = async (_signalling, _reply, onFlow) => {
    await this.gate;
    const link = new FakeLink();
    link.onFlow = onFlow;
    this.links.push(link);
    return link.link;
  };

  /** The latest. @throws Error when there is none */
  get link(): FakeLink {
    const link = this.links.at(-1);
    if (!link) throw new Error('nothing was opened');
    return link;
  }
}

/** What a server answers when it has opened transports. */
export function openedMedia(given: readonly IncomingSource[] = []): OpenedMedia {
  const transport = {
    id: 'transport',
    iceParameters: { usernameFragment: 'u', password: 'p' },
    iceCandidates: [],
    dtlsParameters: { fingerprints: [] },
  };
  return {
    sendTransport: transport,
    receiveTransport: transport,
    consumers: given.map(({ source }) => consumerOptions(source)),
  };
}

/** A room of Ann's, in which Bob is oneself. */
export function roomOf(sources: readonly SourceInfo[], own: readonly SourceInfo[] = []): RoomSnapshot {
  const peer = { connected: true };
  return {
    number: '00001',
    secret: 'secret',
    locked: false,
    voice: { chosen: 'speex', used: 'speex' },
    hostPeerId: 'ann',
    selfPeerId: 'bob',
    peers: [
      { ...peer, peerId: 'ann', nickname: 'Ann', sources: [...sources] },
      { ...peer, peerId: 'bob', nickname: 'Bob', sources: [...own] },
    ],
  };
}
