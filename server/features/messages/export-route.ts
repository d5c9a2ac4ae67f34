// The HTTP path that gives an account what is stored of its own. A ticket opens it once; it is drawn by a request that costs.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { errorTable } from '../../../protocol/error-codes.ts';
import { type ExportParts, exportLines } from './export-lines.ts';

const path = '/api/export';
const lifetimeMs = 60_000;

export interface ExportRouteParts extends ExportParts {
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
}

export class ExportRoute {
  readonly #parts: ExportRouteParts;
  /** The ticket that each account drew last, and until when it opens. */
  readonly #drawn = new Map<string, { readonly ticket: string; readonly untilMs: number }>();

  constructor(parts: ExportRouteParts) {
    this.#parts = parts;
  }

  /** @returns a path that gives this account's own, once and within a minute */
  draw(accountId: string): string {
    const nowMs = this.#parts.elapsedMs();
    for (const [id, { untilMs }] of this.#drawn) if (untilMs <= nowMs) this.#drawn.delete(id);
    const ticket = randomBytes(32).toString('base64url');
    this.#drawn.set(accountId, { ticket, untilMs: nowMs + lifetimeMs });
    return `${path}/${ticket}`;
  }

  add(http: FastifyInstance): void {
    http.get<{ Params: { ticket: string } }>(`${path}/:ticket`, async (request, reply) => {
      const accountId = this.#open(request.params.ticket);
      if (accountId === undefined) return reply.code(errorTable['not-signed-in'].status).send();
      return reply
        .header('content-type', 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="plenum.jsonl"')
        .header('cache-control', 'no-store')
        .send(Readable.from(this.#lines(accountId)));
    });
  }

  /** @returns the account that drew a ticket, once */
  #open(ticket: string): string | undefined {
    const nowMs = this.#parts.elapsedMs();
    const found = [...this.#drawn].find(([, each]) => each.ticket === ticket && each.untilMs > nowMs);
    if (found !== undefined) this.#drawn.delete(found[0]);
    return found?.[0];
  }

  async *#lines(accountId: string): AsyncGenerator<string> {
    for await (const line of exportLines(this.#parts, accountId)) yield `${JSON.stringify(line)}\n`;
  }
}
