// Switches off sources that send more than their kind may, whatever the client says. Made by the relay.
import { RequestError } from '../../protocol/error-codes.ts';
import type { AnyProducer, SourceData } from './peer-producers.ts';
import { ceilingOf, lookEveryMs, SendingAccounts } from './plan-ceilings.ts';
import type { Ask } from './worker-questions.ts';

export interface SourceOfPeer {
  readonly peerId: string;
  /** Whose peer it is; what it sends is counted by this. */
  readonly accountId: string;
  readonly producer: AnyProducer;
  /** The way of the server's own looks to the worker that carries it. */
  readonly look: Ask;
}

export interface SourceCeilingsParts {
  /** Every source of every peer now, with the peer and the account it belongs to. */
  readonly sources: () => readonly SourceOfPeer[];
  /** A source of a peer who sent more of its kind than may be. */
  readonly onExceeded: (peerId: string, producerId: string) => void;
  /** Milliseconds of a clock that does not go back. */
  readonly now: () => number;
}

/** Looks after all sources for as long as the process lives. */
export function watchCeilings(parts: Omit<SourceCeilingsParts, 'now'>): SourceCeilings {
  const ceilings = new SourceCeilings({ ...parts, now: () => performance.now() });
  setInterval(() => void ceilings.look(), lookEveryMs).unref();
  return ceilings;
}

export class SourceCeilings {
  readonly #parts: SourceCeilingsParts;
  readonly #accounts = new SendingAccounts();
  /** Bytes that have been noted already, by producer id. */
  readonly #noted = new Map<string, number>();

  constructor(parts: SourceCeilingsParts) {
    this.#parts = parts;
  }

  /** Asks what has come in, one question for each source, and has the sources closed whose peers sent too much. */
  async look(): Promise<void> {
    await Promise.all(
      this.#parts.sources().map(({ accountId, producer, look }) => this.#note(accountId, producer, look)),
    );
    const nowMs = this.#parts.now();
    // Some may have gone meanwhile.
    const open = this.#parts.sources();
    for (const { peerId, accountId, producer } of open) {
      const waitMs = this.#accounts.waitMs(keyOf(accountId, producer.appData), nowMs);
      if (waitMs > 0) this.#parts.onExceeded(peerId, producer.id);
    }
    this.#accounts.forgetEven(nowMs);
    const ids = new Set(open.map(({ producer }) => producer.id));
    for (const id of this.#noted.keys()) if (!ids.has(id)) this.#noted.delete(id);
  }

  /** Has to be told before a source is closed: what it has sent counts on. */
  closing(accountId: string, producer: AnyProducer): void {
    // Asked now and not in turn: the worker answers in order, so before the source is gone.
    void this.#note(accountId, producer, (question) => question());
  }

  /** @throws RequestError `too-often` while an account has to make up for what its peers sent of this kind */
  requireEven(accountId: string, source: SourceData): void {
    const retryAfterMs = Math.ceil(this.#accounts.waitMs(keyOf(accountId, source), this.#parts.now()));
    if (retryAfterMs > 0) throw new RequestError('too-often', { retryAfterMs });
  }

  async #note(accountId: string, producer: AnyProducer, ask: Ask): Promise<void> {
    const bytes = await readBytes(producer, ask);
    if (bytes === undefined) return;
    const { id, appData } = producer;
    const since = Math.max(0, bytes - (this.#noted.get(id) ?? 0));
    this.#noted.set(id, bytes);
    this.#accounts.note(keyOf(accountId, appData), ceilingOf(appData), since, this.#parts.now());
  }
}

/** Of two sources of one kind, a camera and a screen, each has its own. */
function keyOf(accountId: string, { source, codec }: SourceData): string {
  const kind = codec === 'h264' || codec === 'jpeg' ? codec : 'voice';
  return `${accountId} ${source} ${kind}`;
}

/** One that is closed while it is asked has nothing to say. */
async function readBytes(producer: AnyProducer, ask: Ask): Promise<number | undefined> {
  try {
    return await ask(() => countBytes(producer));
  } catch {
    return undefined;
  }
}

async function countBytes(producer: AnyProducer): Promise<number> {
  return 'rtpParameters' in producer
    ? (await producer.getStats()).reduce((sum, { byteCount }) => sum + byteCount, 0)
    : (await producer.getStats()).reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
}
