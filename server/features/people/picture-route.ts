// The HTTP path by which signed-in accounts see pictures of people. A picture's id is drawn anew for each, so that it never changes.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { pictureTicketMs } from '../../../protocol/people/people-limits.ts';
import type { Database } from '../../../sql/database.ts';

export const picturesPath = '/api/people/pictures';

/** Words that open pictures for one account: the same for as long as a browser is to find what it keeps, twice that at most. */
export class PictureTickets {
  readonly #key = randomBytes(32);
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  draw(accountId: string): string {
    const period = Math.floor(this.#now() / pictureTicketMs) + 1;
    return `${accountId}.${period}.${this.#sign(accountId, period)}`;
  }

  /** Whose it is; `undefined` for one that was not drawn here, or has run out. */
  accountOf(ticket: string): string | undefined {
    const [accountId = '', written = '', signature = ''] = ticket.split('.');
    const period = Number(written);
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.#sign(accountId, period))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return this.#now() < (period + 1) * pictureTicketMs ? accountId : undefined;
  }

  #sign(accountId: string, period: number): string {
    return createHmac('sha256', this.#key).update(`${accountId}.${period}`).digest('base64url');
  }
}

export interface PictureRouteParts {
  readonly database: Pick<Database, 'profiles' | 'accounts'>;
  readonly tickets: PictureTickets;
  readonly log: Pick<Logger, 'error'>;
}

export function addPictureRoute(http: FastifyInstance, { database, tickets, log }: PictureRouteParts): void {
  http.get<{ Params: { id: string }; Querystring: { by?: unknown } }>(
    `${picturesPath}/:id`,
    async (request, reply) => {
      try {
        const { by } = request.query;
        const accountId = typeof by === 'string' ? tickets.accountOf(by) : undefined;
        if (accountId === undefined || (await database.accounts.enabledIds([accountId])).length === 0)
          return refuse(reply, 401, 'not-signed-in');
        const content = await database.profiles.picture(request.params.id);
        if (content === undefined) return refuse(reply, 404, 'no-such-account');
        return send(reply, request.params.id, request.headers['if-none-match'], content);
      } catch (error) {
        // Not by the usual way, which logs the address and with it the ticket.
        log.error({ err: error }, 'the picture of a person could not be read');
        return refuse(reply, 503, 'database-unavailable');
      }
    },
  );
}

function send(reply: FastifyReply, id: string, known: string | undefined, content: string): FastifyReply {
  const etag = `"${id}"`;
  reply.headers({
    'Cache-Control': `private, max-age=${pictureTicketMs / 1000}, immutable`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Type': 'image/webp',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
  });
  return known === etag ? reply.code(304).send() : reply.send(Buffer.from(content, 'base64'));
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-store').send({ error: { code } });
}
