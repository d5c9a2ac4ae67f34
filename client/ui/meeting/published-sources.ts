// What is sent of one's own: started, stopped, and sent again after media was lost. Used by own-sources and its devices.
import type { StoreApi } from 'zustand';
import type { Source } from '../../../protocol/roster.ts';
import type { Call } from '../../call/call.ts';
import { CallError } from '../../call/call-error.ts';
import { showProblem } from './device-problems.ts';
import type { MeetingState } from './meeting-model.ts';
import type { PictureStage } from './picture-stage.ts';
import { toProblem } from './to-problem.ts';

/** A source that is on: how to send it (again) and how to end it. */
export interface OwnSource {
  /** Returns the producer's id. */
  publish(call: Call): Promise<string>;
  /** Ends what `publish` started besides the producer. */
  unpublish?(producerId: string): void;
  /** Lets go of the device. */
  release(): void;
}

/** `producerId` is missing while the line is broken or the producer is being made anew. */
interface PublishedSource extends OwnSource {
  producerId: string | undefined;
}

export interface PublishedSourcesParts {
  readonly store: StoreApi<MeetingState>;
  readonly stage: PictureStage;
  /** The running call. @throws CallError when there is none */
  readonly requireCall: () => Call;
}

export class PublishedSources {
  readonly #parts: PublishedSourcesParts;
  readonly #on = new Map<Source, PublishedSource>();
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(parts: PublishedSourcesParts) {
    this.#parts = parts;
  }

  /** `undefined` for a source that is off, and for one that has no producer just now. */
  producerIdOf(source: Source): string | undefined {
    return this.#on.get(source)?.producerId;
  }

  /** Sends a source from now on. @throws CallError, RequestError when it cannot be sent; its device is let go of then */
  async start(source: Source, own: OwnSource): Promise<void> {
    let call: Call | undefined;
    let producerId: string | undefined;
    try {
      call = this.#parts.requireCall();
      producerId = await own.publish(call);
    } catch (error) {
      // While the line is broken a source is on all the same: it is sent when the call goes on.
      if (!(error instanceof CallError) || call === undefined || call.left) {
        own.release();
        throw error;
      }
    }
    this.#on.set(source, { ...own, producerId });
  }

  async stop(source: Source): Promise<void> {
    const own = this.#on.get(source);
    if (!own) return;
    const { producerId } = own;
    if (producerId !== undefined) own.unpublish?.(producerId);
    own.release();
    this.#on.delete(source);
    if (source === 'camera' || source === 'microphone') this.#parts.store.setState({ [source]: 'off' });
    if (producerId === undefined) return;
    this.#parts.stage.removeOrigin(producerId);
    await throughBreaks(this.#parts.requireCall().stopSource(producerId));
  }

  /** Without another device the source is over. */
  async giveUp(source: 'microphone' | 'camera', error: unknown): Promise<void> {
    showProblem(this.#parts.store, toProblem(error));
    // A call that is over has ended its sources by itself.
    await this.stop(source).catch(() => undefined);
  }

  /** For whatever makes producers anew, or counts on one to stay: one after the other. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(work);
    // Whoever asked for it learns of a failure.
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** After a break: what is on and not sent any more is sent again; its device is still open. */
  publishAgain(): Promise<void> {
    return this.inTurn(() => throughBreaks(this.#publishMissing()));
  }

  /** Within a turn: one producer ends and another begins in one go, so that what is missed is only the time that the relay takes. */
  async exchange(source: Source): Promise<void> {
    const own = this.#on.get(source);
    if (!own) return;
    const { producerId } = own;
    own.producerId = undefined;
    const ended = producerId === undefined ? undefined : this.#parts.requireCall().stopSource(producerId);
    await Promise.all([ended && throughBreaks(ended), throughBreaks(this.#publishMissing())]);
  }

  /** Within a turn: one producer ends, then another begins for the same device. */
  async republish(source: Source): Promise<void> {
    const own = this.#on.get(source);
    if (own?.producerId === undefined) return;
    const call = this.#parts.requireCall();
    this.#withdraw(own);
    await call.stopSource(own.producerId);
    if (this.#on.get(source) !== own) return;
    own.producerId = await own.publish(call);
  }

  /** Lets go of all devices; the call that used them is over. */
  releaseAll(): void {
    for (const own of this.#on.values()) {
      this.#withdraw(own);
      own.release();
    }
    this.#on.clear();
    this.#parts.store.setState({ microphone: 'off', camera: 'off', share: 'off' });
  }

  async #publishMissing(): Promise<void> {
    const call = this.#parts.requireCall();
    for (const own of this.#on.values()) {
      if (own.producerId !== undefined && call.isSending(own.producerId)) continue;
      this.#withdraw(own);
      own.producerId = await own.publish(call);
    }
  }

  /** Ends what a producer had on this side. */
  #withdraw(own: PublishedSource): void {
    if (own.producerId === undefined) return;
    this.#parts.stage.removeOrigin(own.producerId);
    own.unpublish?.(own.producerId);
  }
}

/** What a break of the line interrupts is told, or done again, by the call that goes on after it. */
export async function throughBreaks(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}
