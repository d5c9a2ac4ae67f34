// The HTTP path by which attachments are opened: a ticket names file and account, and whether the account may is looked up each time.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type ErrorCode, errorTable, RequestError } from '../../../protocol/error-codes.ts';
import type { AttachmentStore, StoredAttachment } from '../../../sql/attachment-store.ts';
import { byteRange } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';
import type { FilePlaces } from './file-places.ts';
import type { FileTickets } from './file-tickets.ts';

export const contentPath = '/api/files/content';

export interface ContentRouteParts {
  readonly tickets: FileTickets;
  readonly attachments: Pick<AttachmentStore, 'readableBy'>;
  readonly places: FilePlaces;
  /** Makes the small picture of a content again: a backup carries none. */
  readonly makePreview: (blobId: string) => Promise<unknown>;
  readonly log: Logger;
}

/** What is sent of an attachment. */
interface Opened {
  readonly file: string;
  readonly bytes: number;
  readonly etag: string;
  readonly type: string;
  readonly disposition: string;
}

export function addContentRoute(http: FastifyInstance, parts: ContentRouteParts): void {
  http.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    // A ticket is longer than a named part of a path may be.
    url: `${contentPath}/*`,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      try {
        const opened = await open(parts, request.params['*']);
        return opened === undefined ? refuse(reply, 'no-such-attachment') : send(request, reply, opened);
      } catch (error) {
        // Not by the usual way, which logs the address and with it the ticket.
        if (error instanceof RequestError) return refuse(reply, error.code);
        parts.log.error({ err: error }, 'an attachment could not be opened');
        return refuse(reply, 'internal');
      }
    },
  });
}

/** @returns `undefined` alike for a bad ticket, an unknown file, and one that the account may no longer read */
async function open(
  { tickets, attachments, places, makePreview }: ContentRouteParts,
  ticket: string,
): Promise<Opened | undefined> {
  const known = tickets.read(ticket);
  if (known === undefined) return undefined;
  const [found] = await attachments.readableBy(known.accountId, [known.id]);
  if (found === undefined) return undefined;
  const { attachment, blobId } = found;
  if (known.part === 'content') {
    const { bytes, type, name } = attachment;
    const disposition = contentDisposition(isShown(found) ? 'inline' : 'attachment', name);
    return { file: places.blob(blobId), bytes, etag: `"${blobId}"`, type, disposition };
  }
  if (attachment.kind !== 'picture') return undefined;
  const file = places.preview(blobId);
  const find = () => stat(file).catch(() => undefined);
  const made = (await find()) ?? (await makePreview(blobId), await find());
  return made === undefined
    ? undefined
    : {
        file,
        bytes: made.size,
        etag: `"${blobId}-preview"`,
        type: 'image/webp',
        disposition: contentDisposition('inline', 'preview.webp'),
      };
}

/** What was looked at, or spoken, opens in the page; all else is saved. */
function isShown({ attachment: { kind } }: StoredAttachment): boolean {
  return kind === 'picture' || kind === 'voice';
}

function send(request: FastifyRequest, reply: FastifyReply, opened: Opened): FastifyReply {
  const { file, bytes, etag, type, disposition } = opened;
  reply.headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': disposition,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Type': type,
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
  });
  const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers;
  if (ifNoneMatch !== undefined && ifNoneMatch.split(',').some((each) => each.trim() === etag))
    return reply.code(304).send();
  const isAsked = ifRange === undefined || ifRange === etag;
  const part = isAsked ? byteRange(range, bytes) : undefined;
  if (part === 'none') return reply.code(416).header('Content-Range', `bytes */${bytes}`).send();
  const { start, end } = part ?? { start: 0, end: bytes - 1 };
  if (part !== undefined) reply.code(206).header('Content-Range', `bytes ${start}-${end}/${bytes}`);
  reply.header('Content-Length', end - start + 1);
  if (request.method === 'HEAD' || bytes === 0) return reply.send('');
  return reply.send(createReadStream(file, { start, end }));
}

function refuse(reply: FastifyReply, code: ErrorCode): FastifyReply {
  return reply.code(errorTable[code].status).send({ error: { code } });
}
