// One stay in one room: enters, keeps the room's picture up to date, sends and receives, heals, leaves. No document in here.
import type { DataProducer } from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import type { MediaLossReason } from '../../protocol/media/notices.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import type { ConnectionQuality, PeerInfo, RoomSnapshot, VoiceCodec } from '../../protocol/room/roster.ts';
import { CallError } from '../link/call-error.ts';
import type { CallHooks } from './call-hooks.ts';
import type { MediaConnection } from './media-connection.ts';
import { Drawings } from './drawings.ts';
import { type Entrance, enterRoom } from './enter-room.ts';
import type { Carrier } from './media-receiver.ts';
import { MediaSession } from './media-session.ts';
import { browserMedia, type MediaOpener } from './media-opener.ts';
import type { OutgoingTrack } from './media-sender.ts';
import { handleOwnNotice } from './local-notices.ts';
import { LocalSending } from './local-sending.ts';
import type { ConnectionSample } from './read-connection.ts';
import { applyNotice } from './room-view.ts';
import type { Signalling } from '../link/signalling.ts';

/** Entered once by `enter`, over after `leave`. */
export class Call {
  /** The annotations on shared screens. */
  readonly drawings: Drawings;
  readonly #signalling: Signalling;
  readonly #hooks: CallHooks;
  readonly #playsSpeex: boolean;
  readonly #media: MediaSession;
  readonly #opener: MediaOpener;
  readonly #own: LocalSending;
  #room: RoomSnapshot | undefined;
  #reconcilePlanned = false;

  /** @param playsSpeex whether this side can; where it cannot, voices in Speex are left alone until they come as Opus */
  constructor(signalling: Signalling, hooks: CallHooks, playsSpeex: boolean, opener = browserMedia) {
    this.drawings = new Drawings(signalling);
    this.#signalling = signalling;
    this.#hooks = hooks;
    this.#playsSpeex = playsSpeex;
    this.#opener = opener;
    this.#media = new MediaSession(signalling, hooks, () => this.#reconcile(), opener);
    this.#own = new LocalSending({
      current: () => this.#media.current?.outgoing,
      require: () => this.#media.require().outgoing,
      ownSources: () => this.#self?.sources ?? [],
      applyOwn: (noticeFor) => this.#applyOwn(noticeFor),
    });
  }

  get room(): RoomSnapshot | undefined {
    return this.#room;
  }

  /** Whether it is over. */
  get left(): boolean {
    return this.#media.ended;
  }

  /** Creates or joins a room. @throws RequestError, CallError */
  async enter(entrance: Entrance): Promise<void> {
    const rtpCapabilities = await this.#opener.rtpCapabilities();
    const abilities = { playsSpeex: this.#playsSpeex, rtpCapabilities };
    const reply = await enterRoom(this.#signalling, entrance, abilities);
    this.#setRoom(reply.room);
    await this.#media.open(reply);
  }

  /** A notice from the signalling, in the order of arrival. */
  handleNotice(notice: Notice): void {
    if (!this.#room || this.left) return;
    if (this.drawings.handleNotice(notice)) return;
    this.#setRoom(applyNotice(this.#room, notice));
    handleOwnNotice(notice, this.#media, this.#hooks);
    if (notice.name === 'media:lost') this.#mediaLost(notice.body.reason);
    else this.#planReconcile();
  }

  /** The signalling came back after a break: takes the place in the room up again, or the one that is kept longer when it was lost. */
  async resume(): Promise<void> {
    const room = this.#room;
    if (!room || this.left) return;
    try {
      const reply = await this.#signalling.request('room:resume', {});
      this.#setRoom(reply.room);
      this.drawings.refresh();
      const media = this.#media.current;
      if (!reply.mediaOpen || !media) return await this.#media.reopen();
      if (!(await takeUp(media))) return await this.#media.reopen();
      this.#reconcile();
      await this.#own.settle(media.outgoing);
      this.#media.recover();
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      this.#media.close();
      const { number, secret } = room;
      await this.enter({ kind: 'join', number, returning: true, ...(secret !== undefined && { secret }) });
      this.drawings.refresh();
    }
    this.#hooks.resumed();
  }

  /** Whether an own source of this id is sent, muted or not. */
  isSending(producerId: string): boolean {
    return this.#own.isSending(producerId);
  }

  /** Starts a source over RTP; returns its producer's id. */
  sendTrack(outgoing: OutgoingTrack): Promise<string> {
    return this.#own.sendTrack(outgoing);
  }

  /** Starts a JPEG source; the returned channel's `id` is the producer's. */
  sendPictures(source: 'camera' | 'screen', continues?: string): Promise<DataProducer> {
    return this.#own.sendPictures(source, continues);
  }

  /** Settles when the server agrees with the last such wish. */
  setPaused(producerId: string, paused: boolean): Promise<void> {
    return this.#own.setPaused(producerId, paused);
  }

  replaceTrack(producerId: string, track: MediaStreamTrack): Promise<void> {
    return this.#own.replaceTrack(producerId, track);
  }

  /** Settles when the server agrees. */
  stopSource(producerId: string): Promise<void> {
    return this.#own.stopSource(producerId);
  }

  /** Says whether a picture of another peer is shown. */
  setShown(producerId: string, shown: boolean): void {
    this.#media.current?.incoming.setShown(producerId, shown);
  }

  /** Asks for the simulcast layer that fits a tile. */
  preferLayer(producerId: string, spatialLayer: number): void {
    this.#media.current?.incoming.preferLayer(producerId, spatialLayer);
  }

  /** Parts of a JPEG source were lost on the way here. */
  askPictureAgain(producerId: string): void {
    this.#media.current?.incoming.askAgain(producerId);
  }

  /** Figures of everything that is received; `carrierOf` says which are a source's. */
  async receiveReport(): Promise<RTCStatsReport | undefined> {
    return this.#media.current?.receiveReport();
  }

  /** Figures of everything that is sent; `carrierOf` says which are a source's. */
  async sendReport(): Promise<RTCStatsReport | undefined> {
    return this.#media.current?.sendReport();
  }

  carrierOf(producerId: string): Carrier | undefined {
    const media = this.#media.current;
    return media?.incoming.carrierOf(producerId) ?? media?.outgoing.carrierOf(producerId);
  }

  /** One measurement of this client's connection; `undefined` while there is no media. */
  async sampleConnection(): Promise<ConnectionSample | undefined> {
    return this.#room && this.#media.current?.sampleConnection(this.#room);
  }

  /** Lets the others see how bad this connection is and why; `undefined`: nothing any more. @throws RequestError, CallError */
  async reportQuality(trouble: ConnectionQuality | undefined): Promise<void> {
    const before = this.#self?.trouble;
    if (before?.level === trouble?.level && before?.cause === trouble?.cause) return;
    this.#applyTrouble(trouble);
    try {
      await this.#signalling.request('connection:report', { ...(trouble && { trouble }) });
    } catch (error) {
      // The others still see what was told before; the next look says it again.
      if (this.#self?.trouble === trouble) this.#applyTrouble(before);
      throw error;
    }
  }

  /** Says how much of the voices of others is lost on the way here. @throws RequestError, CallError */
  async reportLosses(reports: RequestInput<'media:report-loss'>['reports']): Promise<void> {
    await this.#signalling.request('media:report-loss', { reports });
  }

  async lock(locked: boolean): Promise<void> {
    const { secret } = await this.#signalling.request('room:lock', { locked });
    this.#applyOwn(() => ({ name: 'room:locked', body: { locked } }));
    this.#applyOwn((hostPeerId) => ({ name: 'room:host-changed', body: { hostPeerId, secret } }));
  }

  /** Sets whether joining by number needs a PIN; for the host. @throws RequestError, CallError */
  async requirePin(required: boolean): Promise<void> {
    const body = await this.#signalling.request('room:require-pin', { required });
    this.#applyOwn(() => ({ name: 'room:pin-changed', body }));
  }

  /** Chooses what the voices of the room are sent as; for the host. @throws RequestError, CallError */
  async chooseVoice(codec: VoiceCodec): Promise<void> {
    const { voice } = await this.#signalling.request('room:choose-voice', { codec });
    this.#applyOwn(() => ({ name: 'room:voice-changed', body: { voice } }));
  }

  /** Leaves; media stops at once. False when the server could not be told, which then still keeps the place. */
  async leave(): Promise<boolean> {
    this.abandon();
    try {
      await this.#signalling.request('room:leave', {});
    } catch (error) {
      if (error instanceof CallError) return false;
      if (!isOutOfRoom(error)) throw error;
    }
    return true;
  }

  /** Ends this side without a word to the server, whose connection is over. */
  abandon(): void {
    this.#media.end();
  }

  #mediaLost(reason: MediaLossReason): void {
    if (reason === 'worker-given-up') this.#hooks.failed(new RequestError('media-given-up'));
    this.#media.watch(this.#media.reopen());
  }

  #applyTrouble(trouble: ConnectionQuality | undefined): void {
    this.#applyOwn((peerId) => ({
      name: 'peer:trouble-changed',
      body: { peerId, ...(trouble && { trouble }) },
    }));
  }

  /** The server notifies the other peers of what this peer did; this peer applies it when the answer comes. */
  #applyOwn(noticeFor: (selfPeerId: string) => Notice): void {
    if (this.#room) this.#setRoom(applyNotice(this.#room, noticeFor(this.#room.selfPeerId)));
  }

  get #self(): PeerInfo | undefined {
    return this.#room?.peers.find(({ peerId }) => peerId === this.#room?.selfPeerId);
  }

  #setRoom(room: RoomSnapshot): void {
    if (room === this.#room) return;
    this.#room = room;
    this.drawings.follow(room);
    this.#hooks.roomChanged(room);
  }

  /** Notices that come together are followed by one look at the room, and by one question for all that is new. */
  #planReconcile(): void {
    if (this.#reconcilePlanned) return;
    this.#reconcilePlanned = true;
    queueMicrotask(() => {
      this.#reconcilePlanned = false;
      this.#reconcile();
    });
  }

  #reconcile(): void {
    if (this.#room) this.#media.current?.reconcile(this.#room, this.#playsSpeex);
  }
}

/** Whether the server still has these transports. @throws RequestError, CallError */
async function takeUp(media: MediaConnection): Promise<boolean> {
  try {
    await media.takeUp();
    return true;
  } catch (error) {
    if (error instanceof RequestError && error.code === 'media-rejected') return false;
    throw error;
  }
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'not-in-room';
}
