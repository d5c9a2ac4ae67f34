// Words that open one file for one account for a minute. Signed, so that nothing has to be remembered. Used by the files feature.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ticketLifetimeMs } from '../../../protocol/files/file-limits.ts';
import { type AttachmentPart, attachmentPartSchema } from '../../../protocol/files/model.ts';

/** What a ticket opens, and for whom; whether the account may still read it is looked up each time. */
export interface FileTicket {
  readonly accountId: string;
  readonly id: string;
  readonly part: AttachmentPart;
}

export class FileTickets {
  readonly #key = randomBytes(32);
  readonly #now: () => number;

  /** @param now milliseconds on a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  draw({ accountId, id, part }: FileTicket): string {
    const body = [accountId, id, part, Math.ceil(this.#now() + ticketLifetimeMs)].join('.');
    return `${Buffer.from(body).toString('base64url')}.${this.#sign(body)}`;
  }

  /** @returns `undefined` for one that was not drawn here, or has run out */
  read(ticket: string): FileTicket | undefined {
    const [encoded = '', signature = ''] = ticket.split('.', 2);
    const body = Buffer.from(encoded, 'base64url').toString();
    const [expected, given] = [Buffer.from(this.#sign(body)), Buffer.from(signature)];
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    const [accountId = '', id = '', part, expiresAtMs] = body.split('.');
    const known = attachmentPartSchema.safeParse(part);
    return Number(expiresAtMs) > this.#now() && known.success
      ? { accountId, id, part: known.data }
      : undefined;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}
