// What a call does with own sources: sends them, mutes them, ends them, and keeps the room's picture of them. Used by call only.
import type { DataProducer } from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { Source, SourceInfo } from '../../protocol/room/roster.ts';
import type { MediaSender, OutgoingTrack } from './media-sender.ts';

export interface LocalSendingParts {
  /** What is open now; `undefined` while it is being opened anew. */
  readonly current: () => MediaSender | undefined;
  /** @throws CallError when nothing is open */
  readonly require: () => MediaSender;
  /** One's own sources as far as one knows. */
  readonly ownSources: () => readonly SourceInfo[];
  /** The server notifies the other peers of what this peer did; this applies it to this peer's view of the room. */
  readonly applyOwn: (noticeFor: (selfPeerId: string) => Notice) => void;
}

/** Requests throw RequestError when they are refused, and CallError when the connection is broken. */
export class LocalSending {
  readonly #parts: LocalSendingParts;

  constructor(parts: LocalSendingParts) {
    this.#parts = parts;
  }

  /** Whether an own source of this id is sent, muted or not. */
  isSending(producerId: string): boolean {
    return this.#parts.current()?.isSending(producerId) ?? false;
  }

  /** Starts a source over RTP; returns its producer's id. */
  async sendTrack(outgoing: OutgoingTrack): Promise<string> {
    const producerId = await this.#start(outgoing.source, (media) => media.sendTrack(outgoing));
    const { source, codec, paused = false, size } = outgoing;
    this.#started({ producerId, source, codec, paused, ...(size && { size }) });
    return producerId;
  }

  /** Starts a JPEG source; the returned channel's `id` is the producer's. */
  async sendPictures(source: 'camera' | 'screen', continues?: string): Promise<DataProducer> {
    const channel = await this.#start(source, (media) => media.sendPictures(source, continues));
    this.#started({ producerId: channel.id, source, codec: 'jpeg', paused: false });
    return channel;
  }

  /** Settles when the server agrees with the last such wish. */
  async setPaused(producerId: string, paused: boolean): Promise<void> {
    const outgoing = this.#parts.require();
    this.#parts.applyOwn((peerId) => ({ name: 'source:paused', body: { peerId, producerId, paused } }));
    await outgoing.pause(producerId, paused);
  }

  /** Another track for the same producer, unnoticed by the others. */
  async replaceTrack(producerId: string, track: MediaStreamTrack): Promise<void> {
    await this.#parts.require().replaceTrack(producerId, track);
  }

  /** Settles when the server agrees. */
  async stopSource(producerId: string): Promise<void> {
    this.#parts.applyOwn((peerId) => ({ name: 'source:stopped', body: { peerId, producerId } }));
    await this.#parts.require().stop(producerId);
  }

  /** Sends again what was switched while the server could not be reached or did not answer. */
  async settle(outgoing: MediaSender): Promise<void> {
    const { over, muted } = outgoing.compare(this.#parts.ownSources());
    await Promise.all([
      ...over.map((producerId) => this.stopSource(producerId)),
      ...muted.map(({ producerId, paused }) => this.setPaused(producerId, paused)),
    ]);
  }

  #started(source: SourceInfo): void {
    this.#parts.applyOwn((peerId) => ({ name: 'source:started', body: { peerId, source } }));
  }

  /** Where the server still has one of this kind, which ends just now or is left over from a break, that is waited for. */
  async #start<T>(source: Source, start: (media: MediaSender) => Promise<T>): Promise<T> {
    const outgoing = this.#parts.require();
    try {
      return await start(outgoing);
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'source-already-on')) throw error;
      const left = this.#parts.ownSources().filter((each) => each.source === source);
      const over = left.filter(({ producerId }) => !outgoing.isSending(producerId));
      await Promise.all([outgoing.ended(), ...over.map(({ producerId }) => this.stopSource(producerId))]);
      return start(outgoing);
    }
  }
}
