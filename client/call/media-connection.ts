// What a call sends and receives over one pair of transports, from their opening to their end. Used by call only.
import type { ConsumerOptions, OpenedMedia } from '../../protocol/media/media-parameters.ts';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import { MediaReceiver, type IncomingSink } from './media-receiver.ts';
import type { MediaTransports } from './media-transports.ts';
import type { MediaOpener } from './media-opener.ts';
import { recoverMedia } from './recover-media.ts';
import { MediaSender } from './media-sender.ts';
import { type ConnectionSample, readConnection } from './read-connection.ts';
import { sourcesOfOthers } from './room-view.ts';
import type { Signalling } from '../link/signalling.ts';

export interface MediaConnectionHooks {
  readonly sink: IncomingSink;
  /** Packets stop finding their way, or find it again. */
  readonly flowChanged: (flowing: boolean) => void;
  /** Something that is wanted was refused for good. */
  readonly failed: (error: unknown) => void;
}

export class MediaConnection {
  readonly incoming: MediaReceiver;
  readonly outgoing: MediaSender;
  readonly #signalling: Signalling;
  readonly #link: MediaTransports;
  #recovering = false;

  private constructor(
    signalling: Signalling,
    link: MediaTransports,
    hooks: MediaConnectionHooks,
    given: readonly ConsumerOptions[],
  ) {
    this.#signalling = signalling;
    this.#link = link;
    this.incoming = new MediaReceiver({ signalling, link, sink: hooks.sink, given, failed: hooks.failed });
    this.outgoing = new MediaSender(signalling, link);
  }

  static async open(
    signalling: Signalling,
    reply: OpenedMedia,
    hooks: MediaConnectionHooks,
    openLink: MediaOpener['openLink'],
  ): Promise<MediaConnection> {
    const link = await openLink(signalling, reply, hooks.flowChanged);
    return new MediaConnection(signalling, link, hooks, reply.consumers);
  }

  /** Whether packets find their way as far as the browser can tell. */
  get flowing(): boolean {
    return this.#link.flowing;
  }

  /** Called after a break of the signalling: restarts ICE and repeats what is to flow. */
  async takeUp(): Promise<void> {
    // First of all, since everything else can wait for sound.
    await this.#link.restartIce();
    this.incoming.repeatRequests();
  }

  /** Makes packets flow again, in the end by `reopen`; does nothing while that is going on. */
  async recover(reopen: () => Promise<void>): Promise<void> {
    if (this.#recovering) return;
    this.#recovering = true;
    try {
      await recoverMedia(this.#link, this.#signalling, reopen);
    } finally {
      this.#recovering = false;
    }
  }

  /** Makes what is received equal to what the room has; voices in Speex only where they can be played. */
  reconcile(room: RoomSnapshot, playsSpeex: boolean): void {
    const { incoming } = this;
    const sources = sourcesOfOthers(room).filter(({ source }) => playsSpeex || source.codec !== 'speex');
    const present = new Set(sources.map(({ source }) => source.producerId));
    for (const producerId of incoming.producerIds) if (!present.has(producerId)) incoming.drop(producerId);
    incoming.receive(sources);
  }

  /** Figures of everything that is received. */
  receiveReport(): Promise<RTCStatsReport> {
    return this.#link.receive.getStats();
  }

  /** Figures of everything that is sent. */
  sendReport(): Promise<RTCStatsReport> {
    return this.#link.send.getStats();
  }

  /** One measurement of this client's connection. */
  async sampleConnection(room: RoomSnapshot): Promise<ConnectionSample> {
    const [sent, received] = await Promise.all([this.sendReport(), this.receiveReport()]);
    const streams = room.peers.flatMap((peer) =>
      peer.sources.flatMap(({ producerId }) => {
        const carrier = this.incoming.carrierOf(producerId);
        return carrier && 'mid' in carrier ? [{ mid: carrier.mid, peer }] : [];
      }),
    );
    return readConnection(sent, received, streams);
  }

  close(): void {
    this.incoming.close();
    this.#link.close();
  }
}
