// A room in which all members speak all the time and hear each other: the length of a break is measured by what they hear.
import { setTimeout as sleep } from 'node:timers/promises';
import { voiceFrame } from '../../protocol/limits.ts';
import type { VoiceBeat } from '../../peers/voice-source.ts';
import type { Account } from '../integration/member.ts';
import type { CuttableLink } from './cuttable-link.ts';
import { LastingPeer } from './lasting-peer.ts';
import { startStallClock } from './stall-clock.ts';
import { VoiceGaps } from './voice-gaps.ts';

/** Twenty bytes that no listener decodes, at the level of a calm voice. */
const beat: VoiceBeat = { frames: [new Uint8Array(20)], levelDb: -25 };
const lookMs = 10;

interface Ear {
  /** By speaker: the producer that was heard last, and when its first and its last packet came. */
  readonly heard: Map<string, { producerId: string; firstMs: number; lastMs: number }>;
  gaps: Map<string, VoiceGaps>;
}

export class TalkingRoom {
  readonly peers: LastingPeer[] = [];
  readonly #ears = new Map<LastingPeer | undefined, Ear>();
  /** By speaker: when each frame left. */
  readonly #sentMs = new Map<string, Float64Array>();
  readonly #stalls = startStallClock();
  /** Frames that were heard and that no member of the room has sent. */
  strangeFrames = 0;
  #talking: NodeJS.Timeout | undefined;
  #beatsDone = 0;
  #startedMs = 0;

  /** Opens a room, fills it, and returns when all hear each other. @param accounts who they are; else new ones */
  static async open(url: string, size: number, accounts: readonly Account[] = []): Promise<TalkingRoom> {
    const room = new TalkingRoom();
    for (let count = 0; count < size; count += 1) await room.add(url, { account: accounts[count] });
    room.#talk();
    await room.#untilAllHear(new Set(), Number.POSITIVE_INFINITY);
    return room;
  }

  get number(): string {
    return this.peers[0]?.peer.roomNumber ?? '';
  }

  /** Port of the media worker that carries the room. */
  get workerPort(): number {
    return this.peers[0]?.peer.workerPort ?? 0;
  }

  /**
   * Does something that ends all media, and waits until all hear each other again.
   * @param patienceMs a member that is not back by then counts as lost
   * @returns for each peer how long after the deed it heard the last of the others, in milliseconds
   */
  async msUntilBack(deed: () => unknown, patienceMs: number): Promise<number[]> {
    const before = new Set(this.#earList().flatMap(({ heard }) => [...heard.values()].map(producerOf)));
    const startedMs = performance.now();
    await deed();
    await this.#untilAllHear(before, startedMs + patienceMs);
    return this.#earList().map((ear) => {
      const firsts = this.#othersHeard(ear, before);
      return firsts === undefined ? Number.POSITIVE_INFINITY : Math.max(...firsts) - startedMs;
    });
  }

  /** How long it takes from now until all hear each other, in milliseconds; infinite when it takes too long. */
  async msUntilFlowing(patienceMs: number): Promise<number> {
    const startedMs = performance.now();
    const flows = (ear: Ear): boolean =>
      [...ear.heard.values()].filter(({ lastMs }) => lastMs > startedMs).length >= this.peers.length - 1;
    while (performance.now() - startedMs < patienceMs) {
      if (this.#earList().every(flows)) return performance.now() - startedMs;
      await sleep(lookMs);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The longest gap of any voice at any listener while something lasts, in milliseconds. */
  async worstGapMs(deed: () => Promise<unknown>): Promise<number> {
    for (const ear of this.#earList()) ear.gaps = new Map();
    await sleep(200);
    await deed();
    await sleep(200);
    const nowMs = performance.now();
    const gaps = this.#earList().flatMap((ear) =>
      [...ear.heard.keys()].map((peerId) => {
        const voice = ear.gaps.get(peerId) ?? new VoiceGaps();
        voice.close(nowMs, nowMs);
        return voice.worstMs;
      }),
    );
    return Math.max(...gaps);
  }

  close(): void {
    clearInterval(this.#talking);
    this.#stalls.end();
    for (const peer of this.peers) peer.close();
  }

  /** One more comes in, who speaks and listens like the others. */
  async add(
    url: string,
    { account, line }: { account?: Account | undefined; line?: CuttableLink } = {},
  ): Promise<void> {
    const ear: Ear = { heard: new Map(), gaps: new Map() };
    const peer = await LastingPeer.enter({
      url,
      ...(this.peers.length > 0 && { number: this.number }),
      ...(account && { account }),
      ...(line && { line }),
      onVoice: (peerId, producerId, frame) => this.#hear(ear, peerId, producerId, frame),
    });
    this.peers.push(peer);
    this.#ears.set(peer, ear);
  }

  #hear(ear: Ear, peerId: string, producerId: string, frame: number): void {
    const heardMs = performance.now();
    const known = ear.heard.get(peerId);
    if (known?.producerId === producerId) known.lastMs = heardMs;
    else ear.heard.set(peerId, { producerId, firstMs: heardMs, lastMs: heardMs });
    const gaps = ear.gaps.get(peerId) ?? new VoiceGaps();
    ear.gaps.set(peerId, gaps);
    const sentMs = this.#sentMs.get(peerId)?.[frame] ?? 0;
    if (sentMs === 0) this.strangeFrames += 1;
    gaps.note({ frame, sentMs, heardMs, stalledMs: this.#stalls.totalMs() });
  }

  /** A beat every 20 ms for each; a timer that fired late makes up for it. */
  #talk(): void {
    this.#startedMs = performance.now();
    this.#talking = setInterval(() => {
      const due = Math.floor((performance.now() - this.#startedMs) / voiceFrame.durationMs);
      for (; this.#beatsDone < due; this.#beatsDone += 1) {
        for (const { peer } of this.peers) this.#speak(peer);
      }
    }, voiceFrame.durationMs / 2);
  }

  #speak(peer: LastingPeer['peer']): void {
    peer.speak(beat);
    const sentMs = this.#sentMs.get(peer.peerId) ?? new Float64Array(2 ** 16);
    this.#sentMs.set(peer.peerId, sentMs);
    sentMs[peer.lastFrame] = performance.now();
  }

  async #untilAllHear(before: ReadonlySet<string>, deadlineMs: number): Promise<void> {
    while (performance.now() < deadlineMs) {
      if (this.#earList().every((ear) => this.#othersHeard(ear, before) !== undefined)) return;
      await sleep(lookMs);
    }
  }

  /** When the first packet of each other's new producer came; `undefined` while one is missing. */
  #othersHeard({ heard }: Ear, before: ReadonlySet<string>): number[] | undefined {
    const fresh = [...heard.values()].filter(({ producerId }) => !before.has(producerId));
    return fresh.length < this.peers.length - 1 ? undefined : fresh.map(({ firstMs }) => firstMs);
  }

  #earList(): Ear[] {
    return [...this.#ears.values()];
  }
}

const producerOf = ({ producerId }: { producerId: string }): string => producerId;
