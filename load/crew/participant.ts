// One simulated person: a socket, and perhaps a place in a room where they send and receive. Owned by the crew's process.
import { randomBytes } from 'node:crypto';
import { CallError } from '../../client/link/call-error.ts';
import { enterRoom } from '../../client/call/enter-room.ts';
import { Signalling } from '../../client/link/signalling.ts';
import type { Notice } from '../../protocol/notices.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import { receiverCapabilities } from '../../peers/rtp-formats.ts';
import type { PlannedParticipant } from '../plan/plan-participants.ts';
import { afterAnswers } from './after-answers.ts';
import type { LoadAccounts } from './accounts.ts';
import type { CrewSettings } from './messages.ts';
import type { Meter } from './meter.ts';
import type { PublishedMedia } from './published-media.ts';
import { Publisher } from './publisher.ts';
import { Watcher } from './watcher.ts';

/** A busy server may keep one of thousands waiting for too long; the third time it counts. */
const openTries = 3;
/** Time that a participant who comes and goes is away. */
const awayMs = 1000;

export interface ParticipantParts {
  readonly settings: CrewSettings;
  readonly accounts: LoadAccounts;
  readonly media: PublishedMedia;
  readonly meter: Meter;
  /** Number of a room, once it was opened. */
  readonly numberOf: (room: number) => Promise<string>;
  readonly onRoom: (room: number, number: string) => void;
  /** @param again whether they had been in before */
  readonly onJoined: (account: number, tookMs: number, again: boolean) => void;
  readonly onNotJoined: (account: number, error: unknown) => void;
}

export class Participant {
  readonly plan: PlannedParticipant;
  readonly #parts: ParticipantParts;
  #signalling: Signalling | undefined;
  #peer: RoomPeer<Signalling> | undefined;
  #publisher: Publisher | undefined;
  #watcher: Watcher | undefined;
  #hasLeft = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: PlannedParticipant, parts: ParticipantParts) {
    this.plan = plan;
    this.#parts = parts;
  }

  /** Opens the socket. @param token kept from an earlier run @returns the token to keep @throws what signing in throws */
  async signIn(token: string | undefined): Promise<string> {
    const { accounts, settings, meter } = this.#parts;
    const { index } = this.plan;
    let current = token ?? (await accounts.signIn(index));
    const signalling = new Signalling({
      origin: settings.url,
      issueTicket: async () => {
        const drawn = await accounts.issueTicket(index, current);
        current = drawn.token;
        return drawn.ticket;
      },
      clientId: randomBytes(8).toString('hex'),
      onNotice: afterAnswers((notice) => this.#take(notice)),
      onStatus: (status) => {
        if (status === 'offline' && !this.#hasLeft) meter.disconnected();
      },
    });
    await openPatiently(signalling);
    this.#signalling = signalling;
    return current;
  }

  /** Comes into the room when it is time; how that went is told through the hooks. */
  enter(): void {
    this.#timer = setTimeout(() => void this.#comeIn(false), this.plan.enterAfterMs);
  }

  /** Sends what is due. */
  tick(nowMs: number): void {
    this.#publisher?.tick(nowMs);
  }

  /** Ends everything. */
  leave(): void {
    this.#hasLeft = true;
    clearTimeout(this.#timer);
    this.#endMedia();
    this.#signalling?.close();
  }

  async #comeIn(again: boolean): Promise<void> {
    const { room, index, stayMs } = this.plan;
    const { onJoined, onNotJoined } = this.#parts;
    try {
      const tookMs = room === undefined ? 0 : await this.#enterRoom(room);
      if (!this.#hasLeft) onJoined(index, tookMs, again);
    } catch (error) {
      if (!this.#hasLeft) onNotJoined(index, error);
      return;
    }
    if (stayMs !== undefined && !this.#hasLeft) {
      this.#timer = setTimeout(() => void this.#goOut(), stayMs);
    }
  }

  /** @returns how long it took from asking for the place to receiving everything, in milliseconds */
  async #enterRoom(room: number): Promise<number> {
    const { settings, meter, numberOf, onRoom } = this.#parts;
    const signalling = this.#signalling;
    if (signalling === undefined) throw new Error('A participant joins only when signed in.');
    const { opensRoom, publishes, phase } = this.plan;
    const entrance = opensRoom
      ? { kind: 'create' as const }
      : { kind: 'join' as const, number: await numberOf(room) };
    const beganMs = meter.nowMs();
    const abilities = { playsSpeex: true, rtpCapabilities: receiverCapabilities };
    const joined = await enterRoom(signalling, entrance, abilities);
    const peer = new RoomPeer(signalling, joined, { carriesPictures: settings.takesJpeg });
    this.#peer = peer;
    if (opensRoom) onRoom(room, peer.roomNumber);
    this.#watcher = new Watcher(peer, {
      meter,
      layers: settings.layers.length,
      allVoicesFlow: settings.allVoicesFlow,
      takesJpeg: settings.takesJpeg,
      onFailed: (error) => {
        if (!this.#hasLeft) this.#parts.onNotJoined(this.plan.index, error);
      },
    });
    // Together, so that the failure of both is one failure.
    await Promise.all([this.#watcher.start(joined.room.peers), publishes && this.#publish(peer, phase)]);
    return meter.nowMs() - beganMs;
  }

  async #publish(peer: RoomPeer<Signalling>, phase: number): Promise<void> {
    const { media, meter } = this.#parts;
    const publisher = new Publisher(peer, media, meter, phase);
    this.#publisher = publisher;
    await publisher.start(meter.nowMs());
  }

  async #goOut(): Promise<void> {
    const peer = this.#peer;
    this.#endMedia();
    try {
      await peer?.leave();
    } catch (error) {
      if (!this.#hasLeft) this.#parts.onNotJoined(this.plan.index, error);
      return;
    }
    if (!this.#hasLeft) this.#timer = setTimeout(() => void this.#comeIn(true), awayMs);
  }

  #endMedia(): void {
    this.#watcher?.stop();
    this.#peer?.closeLinks();
    this.#publisher = undefined;
    this.#watcher = undefined;
    this.#peer = undefined;
  }

  #take(notice: Notice): void {
    this.#watcher?.take(notice);
    const { name, body } = notice;
    if (name === 'video:key-frame-requested') this.#peer?.video?.requestKeyFrame();
    if (name === 'picture:layers-wanted') this.#publisher?.watch(body.layers);
    if (name === 'picture:pace-limited') this.#publisher?.limit(body.bytesPerSecond);
  }
}

/** @throws RequestError when the server refuses, CallError when it cannot be reached again and again */
async function openPatiently(signalling: Signalling): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await signalling.connect();
    } catch (error) {
      if (!(error instanceof CallError) || attempt === openTries) throw error;
    }
  }
}
