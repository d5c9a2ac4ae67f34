// A participant without a browser whose call heals as the product's does: the product's own signalling, and media over
// libdatachannel that is opened anew after it was lost. Used by the talking rooms of the torture tests.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { planRetryDelayMs } from '../../client/link/retry-delay.ts';
import { Signalling, type SignallingStatus } from '../../client/link/signalling.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import type { TransportOptions } from '../../protocol/media/media-parameters.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { Requester } from '../../peers/requester.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import { type Account, askHttp, registerAccount } from '../integration/member.ts';
import type { CuttableLink } from './cuttable-link.ts';

/** A packet of a voice: whose, from which of their producers, the number of its frame. */
export type VoiceListener = (peerId: string, producerId: string, frame: number) => void;

export interface LastingPeerOptions {
  readonly url: string;
  /** The room to join; without it one is opened. */
  readonly number?: string;
  readonly onVoice: VoiceListener;
  /** Its account; without it a new one. */
  readonly account?: Account;
  /** The line between this peer and the server; without it they are next to each other. */
  readonly line?: CuttableLink;
}

/** Voices that all fall silent for so long speak for a broken line: it is asked, as the product's client does. */
const silenceMs = 1500;
const listenIntervalMs = 250;

export class LastingPeer {
  readonly #signalling: Signalling;
  readonly #onVoice: VoiceListener;
  readonly #ownerOf = new Map<string, string>();
  readonly notices: Notice[] = [];
  #peer: RoomPeer | undefined;
  #recovering: Promise<void> | undefined;
  #broken = false;
  #closed = false;
  #heardMs = performance.now();
  #isSilent = false;
  readonly #listening: NodeJS.Timeout;

  private constructor(url: string, token: string, onVoice: VoiceListener) {
    this.#onVoice = onVoice;
    this.#signalling = new Signalling({
      origin: url,
      clientId: randomUUID(),
      issueTicket: async () => {
        const { body } = await askHttp(url, 'account:ticket', {}, token);
        if (body.error) throw new RequestError(body.error.code);
        return String(body['ticket']);
      },
      onNotice: (notice) => this.#handleNotice(notice),
      onStatus: (status) => this.#handleStatus(status),
    });
    this.#listening = setInterval(() => this.#watchSilence(), listenIntervalMs);
  }

  /** Registers, enters, and speaks and listens from then on. */
  static async enter(options: LastingPeerOptions): Promise<LastingPeer> {
    const { url, number, onVoice, line } = options;
    const { token } = options.account ?? (await registerAccount(url));
    const lasting = new LastingPeer(line?.url ?? url, token, onVoice);
    const signalling = lasting.#signalling;
    await signalling.connect();
    const asker: Requester = {
      request: async (name, input) => {
        const reply = await signalling.request(name, input);
        return line ? throughLink(reply, line) : reply;
      },
      close: () => signalling.close(),
    };
    lasting.#peer = await RoomPeer.enter(asker, number);
    await lasting.#recover();
    return lasting;
  }

  /** @throws Error before it has entered */
  get peer(): RoomPeer {
    if (this.#peer === undefined) throw new Error('This peer has not entered.');
    return this.#peer;
  }

  /** The room as the server says it is now. @throws CallError, RequestError */
  async look(): Promise<RoomSnapshot> {
    return (await this.peer.member.request('room:resume', {})).room;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#listening);
    this.#peer?.close();
  }

  #handleNotice(notice: Notice): void {
    this.notices.push(notice);
    if (notice.name === 'media:lost') {
      this.#startOver();
    } else if (notice.name === 'source:started') {
      const { peerId, source } = notice.body;
      this.#listen([[source.producerId, peerId]]).catch(() => this.#startOver());
    }
  }

  #handleStatus(status: SignallingStatus): void {
    if (status === 'online') void this.#recover();
  }

  /** Nothing of the media that is open can be trusted. */
  #startOver(): void {
    this.#peer?.closeLinks();
    void this.#recover();
  }

  /** Recovers signalling and media, again and again until both work; covers breaks that come meanwhile. */
  #recover(): Promise<void> {
    this.#broken = true;
    this.#recovering ??= this.#recoverAll().finally(() => (this.#recovering = undefined));
    return this.#recovering;
  }

  async #recoverAll(): Promise<void> {
    for (let attempt = 0; this.#broken && !this.#closed; attempt += 1) {
      this.#broken = false;
      try {
        await this.#takeUp(attempt > 0);
      } catch {
        // While the socket is down it is pointless: its return begins again.
        if (!this.#signalling.online) return;
        this.#broken = true;
        await sleep(planRetryDelayMs(attempt, Math.random()));
      }
    }
  }

  /** @param afresh nothing of the media that was open is trusted */
  async #takeUp(afresh: boolean): Promise<void> {
    const { peer } = this;
    try {
      const { mediaOpen } = await peer.member.request('room:resume', {});
      const isDumb = peer.sent > 0 && !peer.canSpeak;
      if (!mediaOpen || isDumb || afresh) await peer.reopen();
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'not-in-room') throw error;
      await peer.enterAgain();
    }
    if (!peer.canSpeak) await peer.startMicrophone();
    const { peers } = await this.look();
    const others = peers.filter(({ peerId }) => peerId !== peer.peerId);
    await this.#listen(
      others.flatMap(({ peerId, sources }) =>
        sources.map(({ producerId }) => [producerId, peerId] as [string, string]),
      ),
    );
  }

  async #listen(voices: readonly (readonly [producerId: string, peerId: string])[]): Promise<void> {
    const fresh = voices.filter(([producerId]) => !this.peer.isReceiving(producerId));
    for (const [producerId, peerId] of fresh) this.#ownerOf.set(producerId, peerId);
    if (fresh.length === 0) return;
    await this.peer.listenTo(
      fresh.map(([producerId]) => producerId),
      (producerId, frame) => {
        this.#heardMs = performance.now();
        this.#onVoice(this.#ownerOf.get(producerId) ?? '', producerId, frame);
      },
    );
  }

  /** Silence, and its end, are when the way to the server is doubtful, or likely to be back. */
  #watchSilence(): void {
    const isSilent = performance.now() - this.#heardMs > silenceMs;
    if (isSilent !== this.#isSilent) void this.#signalling.check();
    this.#isSilent = isSilent;
  }
}

/** A reply whose transports are found at the near end of the line. */
async function throughLink<T>(reply: T, line: CuttableLink): Promise<T> {
  if (typeof reply !== 'object' || reply === null || !('sendTransport' in reply)) return reply;
  const { sendTransport, receiveTransport } = reply as unknown as RequestOutput<'media:reopen'>;
  const near = async (transport: TransportOptions): Promise<TransportOptions> => {
    const [udp] = transport.iceCandidates.filter(
      ({ ip, protocol }) => protocol === 'udp' && ip === '127.0.0.1',
    );
    if (udp === undefined) throw new Error('The server offers no UDP on loopback.');
    return { ...transport, iceCandidates: [{ ...udp, port: await line.mediaPort(udp.port) }] };
  };
  return {
    ...reply,
    sendTransport: await near(sendTransport),
    receiveTransport: await near(receiveTransport),
  };
}
