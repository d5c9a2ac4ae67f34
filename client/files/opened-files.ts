// Addresses under which this page shows attachments: the bytes it has itself, otherwise those of a ticket. Used by the files controller.
import { ticketLifetimeMs, ticketsPerDrawMax } from '../../protocol/files/file-limits.ts';
import type { AttachmentPart } from '../../protocol/files/model.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';

type Ticket = RequestOutput<'attachment:draw-tickets'>['tickets'][number];

export interface OpenedFilesParts {
  readonly origin: string;
  readonly draw: (
    input: RequestInput<'attachment:draw-tickets'>,
  ) => Promise<RequestOutput<'attachment:draw-tickets'>>;
  /** Reads what an address leads to. */
  readonly read: (address: string) => Promise<Blob>;
  readonly later: (ms: number, work: () => void) => () => void;
  readonly makeAddress: (blob: Blob) => string;
  readonly dropAddress: (address: string) => void;
}

/** What is asked for within this time is asked at once: a page of messages shows many. */
const gatherMs = 20;
/** Pictures that are kept beside those on the screen, in bytes. */
const keptBytesMax = 64 * 1024 * 1024;

interface Kept {
  readonly address: string;
  readonly blob: Blob;
}

export class OpenedFiles {
  readonly #parts: OpenedFilesParts;
  /** By attachment and part; the longest unused first. */
  readonly #kept = new Map<string, Kept>();
  readonly #coming = new Map<string, Promise<Kept | undefined>>();
  #asked = new Map<
    string,
    {
      readonly part: RequestInput<'attachment:draw-tickets'>['parts'][number];
      readonly resolve: (ticket: Ticket | undefined) => void;
    }
  >();

  constructor(parts: OpenedFilesParts) {
    this.#parts = parts;
  }

  /** Bytes of one's own: shown without asking for them. */
  take(id: string, part: AttachmentPart, blob: Blob): void {
    this.#keep(keyOf(id, part), blob);
  }

  /** An address of the page's own; `undefined` where there is nothing to be had. @throws what `draw` and `read` throw */
  async address(id: string, part: AttachmentPart): Promise<string | undefined> {
    return (await this.#open(id, part))?.address;
  }

  async blob(id: string, part: AttachmentPart): Promise<Blob | undefined> {
    return (await this.#open(id, part))?.blob;
  }

  /** An address of the server's that is good for a minute, for saving a file. @throws what `draw` throws */
  async ticketAddress(id: string): Promise<string | undefined> {
    const { tickets } = await this.#parts.draw({ parts: [{ id, part: 'content' }] });
    return tickets[0] === undefined ? undefined : this.#parts.origin + tickets[0].path;
  }

  /** Nothing of the account that was signed in stays. */
  clear(): void {
    for (const { address } of this.#kept.values()) this.#parts.dropAddress(address);
    this.#kept.clear();
    this.#coming.clear();
  }

  #open(id: string, part: AttachmentPart): Promise<Kept | undefined> {
    const key = keyOf(id, part);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return Promise.resolve(kept);
    }
    const coming = this.#coming.get(key) ?? this.#read(id, part).finally(() => this.#coming.delete(key));
    this.#coming.set(key, coming);
    return coming;
  }

  async #read(id: string, part: AttachmentPart): Promise<Kept | undefined> {
    const ticket = await this.#ticket(id, part);
    if (ticket === undefined) return undefined;
    return this.#keep(keyOf(id, part), await this.#parts.read(this.#parts.origin + ticket.path));
  }

  #ticket(id: string, part: AttachmentPart): Promise<Ticket | undefined> {
    return new Promise((resolve) => {
      if (this.#asked.size === 0) this.#parts.later(gatherMs, () => void this.#draw());
      this.#asked.set(keyOf(id, part), { part: { id, part }, resolve });
    });
  }

  async #draw(): Promise<void> {
    const asked = [...this.#asked.values()];
    this.#asked = new Map();
    for (let start = 0; start < asked.length; start += ticketsPerDrawMax) {
      const some = asked.slice(start, start + ticketsPerDrawMax);
      const { tickets } = await this.#parts
        .draw({ parts: some.map(({ part }) => part) })
        // Those who wait try again when they are shown again.
        .catch(() => ({ tickets: [] }));
      const found = new Map(tickets.map((ticket) => [keyOf(ticket.id, ticket.part), ticket]));
      for (const { part, resolve } of some) resolve(found.get(keyOf(part.id, part.part)));
    }
  }

  #keep(key: string, blob: Blob): Kept {
    const kept = { address: this.#parts.makeAddress(blob), blob };
    this.#kept.set(key, kept);
    let bytes = [...this.#kept.values()].reduce((sum, each) => sum + each.blob.size, 0);
    for (const [oldest, each] of this.#kept) {
      if (bytes <= keptBytesMax || oldest === key) break;
      this.#kept.delete(oldest);
      bytes -= each.blob.size;
      // What is on the screen still shows it; the address is let go of when it is surely off.
      this.#parts.later(ticketLifetimeMs, () => this.#parts.dropAddress(each.address));
    }
    return kept;
  }
}

const keyOf = (id: string, part: AttachmentPart): string => `${id} ${part}`;
