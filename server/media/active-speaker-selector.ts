// Lets through the loudest voices of one room. Told by the worker's level observers, which wake Node a few times a second.
import type { types } from 'mediasoup';
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { LevelReports } from './level-reports.ts';
import { onceOpened, openAll } from './once-opened.ts';
import type { RtpProducer, SourceData } from './peer-producers.ts';
import type { Ask } from './worker-questions.ts';
import { isHeld, isPaused, noVoices, planLoudest, type Voices } from './plan-loudest.ts';

/**
 * Time between two reports of levels. The observer leaves out a microphone that sent fewer than 10 packets meanwhile. Quick: of a voice
 * that speaks there are 15, of one that rests fewer. Slow: 20 of one that packs three frames together, 60 of another; an
 * overloaded worker may lose most of them.
 */
const reportIntervalsMs = { quick: 300, slow: 1200 };
/** So many voices more than are let through are a crowd. */
const crowdSurplus = 5;
/** Every microphone that sends is reported, however faint. */
const observerOptions = { maxEntries: peersPerRoomMax, threshold: -127 };
const pipeOptions = { listenInfo: { protocol: 'udp', ip: '127.0.0.1' } } as const;

type Volumes = readonly types.AudioLevelObserverVolume[];

export interface ActiveSpeakerSelectorParts {
  readonly router: types.Router;
  /** The way of the room to its worker. */
  readonly ask: Ask;
  /** How many of those who speak at the same time are forwarded, at least 1. */
  readonly voicesMax: number;
  /** Makes every consumer of a producer stand still, or go on, as `holds` now says. */
  readonly applyHold: (producerId: string) => void;
  /** A voice is not forwarded any more, or again. */
  readonly onHeld: (producerId: string, held: boolean) => void;
}

/** A way back to where microphones come in: what leaves the near end comes in again at the far end as another producer. */
interface Pipe {
  readonly near: types.PipeTransport;
  readonly far: types.PipeTransport;
}

interface Microphone {
  /** Whose it is: a voice is judged by this, so that a microphone that is opened anew is no new voice, nor is one of who comes in again. */
  readonly speakerId: string;
  /** Unless it is one of the first few. */
  readonly copy: RtpProducer | undefined;
}

/**
 * A paused producer's packets are dropped before the observers hear them, so pausing a microphone would make the gate deaf
 * to it. Therefore most go through a pipe inside the worker: observed where they come in, received by others as the copy at
 * the pipe's far end, which one request pauses or resumes. The first few of a room, as many as are let through anyway, do
 * without the pipe, so that small calls cost nothing more; in a larger room their consumers are paused one by one.
 */
export class ActiveSpeakerSelector {
  readonly #parts: ActiveSpeakerSelectorParts;
  /** Every open microphone, by its id. */
  readonly #microphones = new Map<string, Microphone>();
  readonly #reports: LevelReports;
  readonly #requirePipe = onceOpened(() => this.#openPipe());
  readonly #requireObservers = onceOpened(() => this.#openObservers());
  /** Whether there are more microphones than are let through, or ever were. */
  #isObserved = false;
  #voices: Voices = noVoices;
  /** Microphones that are not forwarded. */
  readonly #shut = new Set<string>();

  constructor(parts: ActiveSpeakerSelectorParts) {
    this.#parts = parts;
    this.#reports = new LevelReports(parts.voicesMax + crowdSurplus);
  }

  /**
   * Puts a microphone behind the gate.
   * @param speakerId the account whose it is
   * @throws what the worker answers when it refuses or is gone
   */
  async admit(microphone: RtpProducer, speakerId: string): Promise<void> {
    const isFirst = this.#microphones.size < this.#parts.voicesMax;
    this.#microphones.set(microphone.id, { speakerId, copy: undefined });
    microphone.observer.once('close', () => {
      this.#microphones.delete(microphone.id);
      this.#shut.delete(microphone.id);
    });
    // Without a pipe, when the worker has no sockets left, it passes as the first few do.
    if (!isFirst) await this.#pipeIn(microphone, speakerId).catch(() => undefined);
    this.#isObserved ||= !isFirst;
    if (!this.#isObserved) return;
    const { ask } = this.#parts;
    for (const observer of await this.#requireObservers()) {
      await ask(() => observer.addProducer({ producerId: microphone.id }));
    }
  }

  /** The producer that others consume to receive this one. */
  forwardedProducer(producer: RtpProducer): RtpProducer {
    return this.#microphones.get(producer.id)?.copy ?? producer;
  }

  /** Whether consumers of this producer are to stand still. */
  holds(producerId: string): boolean {
    const microphone = this.#microphones.get(producerId);
    return microphone !== undefined && microphone.copy === undefined && this.#shut.has(producerId);
  }

  async #pipeIn(microphone: RtpProducer, speakerId: string): Promise<void> {
    const { ask } = this.#parts;
    const { near, far } = await this.#requirePipe();
    const piped = await ask(() => near.consume({ producerId: microphone.id }));
    const { kind, rtpParameters } = piped;
    const { appData } = microphone;
    const copy = await ask(() => far.produce<SourceData>({ kind, rtpParameters, appData })).catch(
      (error: unknown) => {
        piped.close();
        throw error;
      },
    );
    microphone.observer.once('close', () => copy.close());
    if (microphone.closed) return copy.close();
    this.#microphones.set(microphone.id, { speakerId, copy });
    if (this.#shut.has(microphone.id)) await ask(() => copy.pause());
  }

  async #openPipe(): Promise<Pipe> {
    const { router, ask } = this.#parts;
    const openEnd = (): Promise<types.PipeTransport> => ask(() => router.createPipeTransport(pipeOptions));
    const [near, far] = (await openAll([openEnd(), openEnd()])) as [types.PipeTransport, types.PipeTransport];
    try {
      await Promise.all([ask(() => connectPipe(near, far)), ask(() => connectPipe(far, near))]);
    } catch (error) {
      for (const end of [near, far]) end.close();
      throw error;
    }
    return { near, far };
  }

  async #openObservers(): Promise<types.AudioLevelObserver[]> {
    const { router, ask } = this.#parts;
    const observers = [reportIntervalsMs.quick, reportIntervalsMs.slow].map((interval) =>
      ask(() => router.createAudioLevelObserver({ ...observerOptions, interval })),
    );
    const [quick, slow] = (await openAll(observers)) as [types.AudioLevelObserver, types.AudioLevelObserver];
    const hearQuick = (volumes: Volumes): void => {
      this.#reports.hearQuick(this.#toClaims(volumes));
      this.#judge();
    };
    const hearSlow = (volumes: Volumes): void => {
      this.#reports.hearSlow(this.#toClaims(volumes));
      this.#judge();
    };
    quick.on('volumes', hearQuick);
    slow.on('volumes', hearSlow);
    // Fires once, when the last speaker falls silent.
    quick.on('silence', () => hearQuick([]));
    slow.on('silence', () => hearSlow([]));
    // Those that came before any had to be observed.
    for (const producerId of this.#microphones.keys()) {
      // One that is switched off meanwhile is refused.
      for (const observer of [quick, slow])
        await ask(() => observer.addProducer({ producerId })).catch(() => undefined);
    }
    return [quick, slow];
  }

  #judge(): void {
    const before = this.#voices;
    const isCrowd = this.#reports.isCrowd();
    const rules = { voicesMax: this.#parts.voicesMax, isCrowd };
    this.#voices = planLoudest(before, this.#reports.speaking(), performance.now(), rules);
    for (const [producerId, { speakerId }] of this.#microphones) {
      this.#setShut(producerId, isPaused(this.#voices, speakerId, isCrowd));
      const held = isHeld(this.#voices, speakerId);
      if (held !== isHeld(before, speakerId)) this.#parts.onHeld(producerId, held);
    }
  }

  /** What the clients say of each speaker; of two microphones the louder counts. */
  #toClaims(volumes: Volumes): Map<string, number> {
    const claims = new Map<string, number>();
    for (const { producer, volume } of volumes) {
      const speakerId = this.#microphones.get(producer.id)?.speakerId;
      if (speakerId === undefined) continue;
      claims.set(speakerId, Math.max(volume, claims.get(speakerId) ?? volume));
    }
    return claims;
  }

  #setShut(producerId: string, shut: boolean): void {
    if (shut === this.#shut.has(producerId)) return;
    if (shut) this.#shut.add(producerId);
    else this.#shut.delete(producerId);
    const copy = this.#microphones.get(producerId)?.copy;
    if (copy === undefined) this.#parts.applyHold(producerId);
    // What is refused is a producer, or a worker, that has just gone.
    else void this.#parts.ask(() => (shut ? copy.pause() : copy.resume())).catch(() => undefined);
  }
}

async function connectPipe(pipe: types.PipeTransport, other: types.PipeTransport): Promise<void> {
  const { localAddress, localPort } = other.tuple;
  await pipe.connect({ ip: localAddress, port: localPort });
}
