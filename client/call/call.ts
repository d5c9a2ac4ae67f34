// One stay in one room: enters, keeps the room's picture up to date, sends and receives, heals, leaves. No document in here.
import type { DataProducer } from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { RoomSnapshot } from '../../protocol/roster.ts';
import type { VoiceLoss } from '../../protocol/voice-loss.ts';
import { CallError } from './call-error.ts';
import { Drawings } from './drawings.ts';
import { IncomingMedia, type IncomingSink } from './incoming-media.ts';
import { type MediaLink, openMediaLink } from './media-link.ts';
import { OutgoingMedia, type OutgoingTrack } from './outgoing-media.ts';
import { applyNotice, sourcesOfOthers } from './room-view.ts';
import type { Signalling } from './signalling.ts';

/** How to get in: a new room, or an existing one by number and, from an invitation link, its secret. */
export type Entrance =
  | { readonly kind: 'create' }
  | { readonly kind: 'join'; readonly number: string; readonly secret?: string };

export interface CallHooks extends IncomingSink {
  /** The room changed; also called once on entering. */
  roomChanged(room: RoomSnapshot): void;
  /** Somebody began to watch this JPEG source: its next picture must be whole. */
  pictureWanted(producerId: string): void;
  /** So much of an own voice is lost on the way to its listeners. */
  voiceLossChanged(producerId: string, loss: VoiceLoss): void;
  /** All own sources were lost with a media worker or a lost place in the room; start them again. */
  sourcesLost(): void;
  /** A request made on the call's own account failed; the call goes on. */
  failed(error: unknown): void;
}

interface CallMedia {
  readonly link: MediaLink;
  readonly incoming: IncomingMedia;
  readonly outgoing: OutgoingMedia;
}

/** Entered once by `enter`, over after `leave`. */
export class Call {
  /** The marks on shared screens. */
  readonly drawings: Drawings;
  readonly #signalling: Signalling;
  readonly #hooks: CallHooks;
  #room: RoomSnapshot | undefined;
  #media: CallMedia | undefined;
  #left = false;

  constructor(signalling: Signalling, hooks: CallHooks) {
    this.drawings = new Drawings(signalling);
    this.#signalling = signalling;
    this.#hooks = hooks;
  }

  get room(): RoomSnapshot | undefined {
    return this.#room;
  }

  /** Creates or joins a room. @throws RequestError, CallError */
  async enter(entrance: Entrance): Promise<void> {
    const reply = await this.#askIn(entrance);
    this.#setRoom(reply.room);
    await this.#openMedia(reply);
  }

  /** A notice from the signalling, in the order of arrival. */
  handleNotice(notice: Notice): void {
    if (!this.#room || this.#left) return;
    if (this.drawings.handleNotice(notice)) return;
    this.#setRoom(applyNotice(this.#room, notice));
    if (notice.name === 'picture:wanted') this.#hooks.pictureWanted(notice.body.producerId);
    if (notice.name === 'voice:loss-changed') {
      const { producerId, ...loss } = notice.body;
      this.#hooks.voiceLossChanged(producerId, loss);
    }
    if (notice.name === 'media:lost') this.#watch(this.#reopenMedia());
    else this.#watch(this.#reconcile());
  }

  /** The signalling came back after a break: takes the place in the room up again, or enters anew when it was lost. */
  async resume(): Promise<void> {
    const room = this.#room;
    if (!room || this.#left) return;
    try {
      const reply = await this.#signalling.request('room:resume', {});
      this.#setRoom(reply.room);
      this.drawings.refresh();
      if (!reply.mediaOpen) return await this.#reopenMedia();
      await this.#reconcile();
      this.#media?.incoming.repeatWishes();
      await this.#media?.link.restartIce();
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'not-in-room')) throw error;
      this.#closeMedia();
      await this.enter({ kind: 'join', number: room.number, secret: room.secret });
      this.#hooks.sourcesLost();
    }
  }

  /** Starts a source over RTP; returns its producer's id. */
  async sendTrack(outgoing: OutgoingTrack): Promise<string> {
    const producerId = await this.#requireMedia().outgoing.sendTrack(outgoing);
    const { source, codec, paused = false, size } = outgoing;
    this.#applyOwn((peerId) => ({
      name: 'source:started',
      body: { peerId, source: { producerId, source, codec, paused, ...(size && { size }) } },
    }));
    return producerId;
  }

  /** Starts a JPEG source; the returned channel's `id` is the producer's. */
  async sendPictures(source: 'camera' | 'screen'): Promise<DataProducer> {
    const channel = await this.#requireMedia().outgoing.sendPictures(source);
    this.#applyOwn((peerId) => ({
      name: 'source:started',
      body: { peerId, source: { producerId: channel.id, source, codec: 'jpeg', paused: false } },
    }));
    return channel;
  }

  async setPaused(producerId: string, paused: boolean): Promise<void> {
    await this.#requireMedia().outgoing.pause(producerId, paused);
    this.#applyOwn((peerId) => ({ name: 'source:paused', body: { peerId, producerId, paused } }));
  }

  async replaceTrack(producerId: string, track: MediaStreamTrack): Promise<void> {
    await this.#requireMedia().outgoing.replaceTrack(producerId, track);
  }

  async stopSource(producerId: string): Promise<void> {
    this.#applyOwn((peerId) => ({ name: 'source:stopped', body: { peerId, producerId } }));
    await this.#requireMedia().outgoing.stop(producerId);
  }

  /** Whether a picture of somebody else is being looked at. */
  setShown(producerId: string, shown: boolean): void {
    this.#media?.incoming.setShown(producerId, shown);
  }

  /** Asks for the simulcast layer that fits a tile. */
  preferLayer(producerId: string, spatialLayer: number): void {
    if (this.#media) this.#watch(this.#media.incoming.preferLayer(producerId, spatialLayer));
  }

  async statsOf(producerId: string): Promise<RTCStatsReport | undefined> {
    return this.#media?.incoming.statsOf(producerId);
  }

  /** Says how much of the voices of others is lost on the way here. @throws RequestError, CallError */
  async reportLosses(reports: RequestInput<'media:report-loss'>['reports']): Promise<void> {
    await this.#signalling.request('media:report-loss', { reports });
  }

  async lock(locked: boolean): Promise<void> {
    await this.#signalling.request('room:lock', { locked });
    this.#applyOwn(() => ({ name: 'room:locked', body: { locked } }));
  }

  /** Leaves; media stops at once, and an unreachable server finds out by itself. */
  async leave(): Promise<void> {
    this.#left = true;
    this.#closeMedia();
    await this.#signalling.request('room:leave', {}).catch((error: unknown) => {
      const alreadyOut =
        error instanceof CallError || (error instanceof RequestError && error.code === 'not-in-room');
      if (!alreadyOut) throw error;
    });
  }

  /** Ends this side without a word to the server, whose connection is over. */
  abandon(): void {
    this.#left = true;
    this.#closeMedia();
  }

  /** The server tells everybody else what this peer did; the own picture of the room follows the answer. */
  #applyOwn(noticeFor: (selfPeerId: string) => Notice): void {
    if (this.#room) this.#setRoom(applyNotice(this.#room, noticeFor(this.#room.selfPeerId)));
  }

  #setRoom(room: RoomSnapshot): void {
    if (room === this.#room) return;
    this.#room = room;
    this.drawings.follow(room);
    this.#hooks.roomChanged(room);
  }

  /** A place left over from an entrance whose answer was lost on the way is given up for the new one. */
  async #askIn(entrance: Entrance): Promise<RequestOutput<'room:join'>> {
    try {
      return await this.#askOnce(entrance);
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'already-in-room')) throw error;
      await this.#signalling.request('room:leave', {});
      return this.#askOnce(entrance);
    }
  }

  #askOnce(entrance: Entrance): Promise<RequestOutput<'room:join'>> {
    if (entrance.kind === 'create') return this.#signalling.request('room:create', {});
    const { number, secret } = entrance;
    return this.#signalling.request('room:join', { number, ...(secret !== undefined && { secret }) });
  }

  async #openMedia(reply: RequestOutput<'media:reopen'>): Promise<void> {
    const link = await openMediaLink(this.#signalling, reply);
    if (this.#left) {
      link.close();
      return;
    }
    this.#media = {
      link,
      incoming: new IncomingMedia(this.#signalling, link, this.#hooks),
      outgoing: new OutgoingMedia(this.#signalling, link),
    };
    this.#watch(this.#reconcile());
  }

  async #reopenMedia(): Promise<void> {
    this.#closeMedia();
    await this.#openMedia(await this.#signalling.request('media:reopen', {}));
    this.#hooks.sourcesLost();
  }

  /** Makes what is received equal to what the room has. */
  async #reconcile(): Promise<void> {
    const incoming = this.#media?.incoming;
    if (!incoming || !this.#room) return;
    const sources = sourcesOfOthers(this.#room);
    const present = new Set(sources.map(({ source }) => source.producerId));
    for (const producerId of incoming.producerIds) if (!present.has(producerId)) incoming.drop(producerId);
    await incoming.receive(sources);
  }

  #closeMedia(): void {
    const media = this.#media;
    this.#media = undefined;
    for (const producerId of media?.incoming.producerIds ?? []) media?.incoming.drop(producerId);
    media?.link.close();
  }

  #requireMedia(): CallMedia {
    if (!this.#media) throw new CallError('connection-lost');
    return this.#media;
  }

  #watch(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#left) this.#hooks.failed(error);
    });
  }
}
