// A call over a fake transport, in a fake room; for tests.
import type { Notice } from '../../protocol/notices.ts';
import type { Codec, Source, SourceInfo } from '../../protocol/room/roster.ts';
import type { MediaTransports } from '../call/media-transports.ts';
import { MediaSender } from '../call/media-sender.ts';
import { LocalSending } from '../call/local-sending.ts';
import { CallError } from '../link/call-error.ts';
import type { FakeTrack } from './fake-devices.ts';
import { FakeTrackProducer, type FakeRoom } from './fake-room.ts';
import type { SendingCall } from './source-kind.ts';

/** A call in a fake room: the real way of sending over a fake transport. */
export class FakeCall implements SendingCall {
  readonly room: FakeRoom;
  left = false;
  readonly drawings = { goOn: async () => undefined } as unknown as SendingCall['drawings'];
  #sources: SourceInfo[] = [];
  readonly #outgoing: MediaSender;
  readonly #own: LocalSending;
  readonly sendTrack: SendingCall['sendTrack'];
  readonly sendPictures: SendingCall['sendPictures'];
  readonly isSending: SendingCall['isSending'];
  readonly setPaused: SendingCall['setPaused'];
  readonly stopSource: SendingCall['stopSource'];
  readonly replaceTrack: SendingCall['replaceTrack'];

  constructor(room: FakeRoom) {
    this.room = room;
    const isLeft = () => this.left;
    const link = {
      device: { sendRtpCapabilities: { codecs: [] } },
      send: { produce: (options: ProduceOptions) => this.#produce(options) },
      get closed() {
        return isLeft();
      },
    } as unknown as MediaTransports;
    this.#outgoing = new MediaSender(room.signalling, link);
    this.#own = new LocalSending({
      current: () => (this.left ? undefined : this.#outgoing),
      require: () => {
        if (this.left) throw new CallError('connection-lost');
        return this.#outgoing;
      },
      ownSources: () => this.#sources,
      applyOwn: (noticeFor) => this.#apply(noticeFor('self')),
    });
    const own = this.#own;
    this.sendTrack = (outgoing) => own.sendTrack(outgoing);
    this.sendPictures = (source) => own.sendPictures(source);
    this.isSending = (producerId) => own.isSending(producerId);
    this.setPaused = (producerId, paused) => own.setPaused(producerId, paused);
    this.stopSource = (producerId) => own.stopSource(producerId);
    this.replaceTrack = (producerId, track) => own.replaceTrack(producerId, track);
  }

  /** The connection is back: what differs is settled, as the call does it. */
  async resume(): Promise<void> {
    this.room.mendLine();
    this.#sources = [...this.room.list.values()];
    await this.#own.settle(this.#outgoing);
  }

  /** As a call that is left. */
  leave(): void {
    this.left = true;
    for (const producer of this.room.producers.values()) producer.close();
    this.room.close();
  }

  async #produce({ track, appData }: ProduceOptions): Promise<FakeTrackProducer> {
    if (track.readyState === 'ended') throw new Error('track ended');
    const { producerId } = await this.room.signalling.request('media:produce', appData as never);
    if (this.left) throw new Error('transport closed');
    const producer = new FakeTrackProducer(producerId, track);
    this.room.producers.set(producerId, producer);
    return producer;
  }

  #apply(notice: Notice): void {
    if (notice.name === 'source:started') this.#sources = [...this.#sources, notice.body.source];
    if (notice.name === 'source:stopped') {
      const { producerId } = notice.body;
      this.#sources = this.#sources.filter((each) => each.producerId !== producerId);
    }
  }
}

interface ProduceOptions {
  readonly track: FakeTrack;
  readonly appData: { readonly source: Source; readonly codec: Codec; readonly paused: boolean };
}
