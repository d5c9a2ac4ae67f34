// The media of a call through every break: opened, recovered, opened anew, until the call is over. Used by call only.
import type { OpenedMedia } from '../../protocol/media/media-parameters.ts';
import { areLoopback } from '../../protocol/media/are-loopback.ts';
import { CallError } from '../link/call-error.ts';
import type { CallHooks } from './call-hooks.ts';
import { MediaConnection } from './media-connection.ts';
import type { MediaOpener } from './media-opener.ts';
import { askUntilTaken } from './settling.ts';
import type { Signalling } from '../link/signalling.ts';

export class MediaSession {
  readonly #signalling: Signalling;
  readonly #hooks: CallHooks;
  readonly #receive: () => void;
  readonly #opener: MediaOpener;
  #media: MediaConnection | undefined;
  #ended = false;
  #lookedForWay = false;

  /** @param receive called after every opening, when nothing is received yet */
  constructor(signalling: Signalling, hooks: CallHooks, receive: () => void, opener: MediaOpener) {
    this.#signalling = signalling;
    this.#hooks = hooks;
    this.#receive = receive;
    this.#opener = opener;
  }

  /** What is open now; `undefined` before the first opening, between two, and in the end. */
  get current(): MediaConnection | undefined {
    return this.#media;
  }

  /** Whether it is over for good. */
  get ended(): boolean {
    return this.#ended;
  }

  /** What is open now. @throws CallError when nothing is */
  require(): MediaConnection {
    if (!this.#media) throw new CallError('connection-lost');
    return this.#media;
  }

  /** Opens both transports; what was open before is closed. */
  async open(reply: OpenedMedia): Promise<void> {
    const hooks = {
      sink: this.#hooks,
      flowChanged: (flowing: boolean) => this.#followFlow(flowing),
      failed: (error: unknown) => this.#tell(error),
    };
    const media = await MediaConnection.open(this.#signalling, reply, hooks, this.#opener.openLink);
    // Two ways back may have been taken at once; the later answer holds.
    this.close();
    if (this.#ended) {
      media.close();
      return;
    }
    this.#media = media;
    this.#receive();
    if (!this.#lookedForWay) await this.#lookForWay(reply);
  }

  /** Says once a call where media cannot come through, however often it is tried. */
  async #lookForWay({ sendTransport }: OpenedMedia): Promise<void> {
    this.#lookedForWay = true;
    if (!areLoopback(sendTransport.iceCandidates) || (await this.#opener.usesLoopback())) return;
    if (!this.#ended) this.#hooks.failed(new CallError('loopback-unused'));
  }

  /** Gets new transports after the old ones were lost. @throws RequestError, CallError */
  async reopen(): Promise<void> {
    this.close();
    const reply = await this.#askAnew();
    if (!reply) return;
    await this.open(reply);
    if (!this.#ended) this.#hooks.resumed();
  }

  /** Where the server has no media worker just now, one is being started: it is asked again. */
  async #askAnew(): Promise<OpenedMedia | undefined> {
    const rtpCapabilities = await this.#opener.rtpCapabilities();
    return askUntilTaken(
      () => this.#signalling.request('media:reopen', { rtpCapabilities }),
      () => !this.#ended,
      () => this.#signalling.online,
    );
  }

  /** Makes packets flow again. */
  recover(): void {
    const media = this.#media;
    if (media) this.watch(media.recover(() => this.reopen()));
  }

  /** Takes background work and reports its failures; what a broken connection stops is repeated after it. */
  watch(work: Promise<void>): void {
    work.catch((error: unknown) => this.#tell(error));
  }

  /** Closes what is open; `open` and `reopen` may follow. */
  close(): void {
    const media = this.#media;
    this.#media = undefined;
    if (!media) return;
    media.close();
    if (!media.flowing) this.#hooks.flowChanged(true);
  }

  /** Closes what is open, and what may just be opening. */
  end(): void {
    this.#ended = true;
    this.close();
  }

  #tell(error: unknown): void {
    if (!this.#ended && !(error instanceof CallError)) this.#hooks.failed(error);
  }

  /** ICE notices a restored or lost connection before anything else does. */
  #followFlow(flowing: boolean): void {
    if (this.#ended) return;
    this.#hooks.flowChanged(flowing);
    if (flowing) void this.#signalling.check();
    else this.recover();
  }
}
