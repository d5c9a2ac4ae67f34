// Attachments, as a feature: uploads by tus, contents stored once, small pictures, downloads by ticket.
import type { Logger } from 'pino';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestName } from '../../../protocol/requests.ts';
import { DuplicateError } from '../../../sql/database-errors.ts';
import type { Database } from '../../../sql/database.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import { KeyedQueue } from '../../limits/keyed-queue.ts';
import { PictureMaker } from '../../pictures/picture-maker.ts';
import { addContentRoute, contentPath } from './content-route.ts';
import { FilePlaces } from './file-places.ts';
import { FileTickets } from './file-tickets.ts';
import { RunningHashes } from './running-hashes.ts';
import { makePreview } from './make-preview.ts';
import { sweepFiles, sweepStrays } from './sweep-files.ts';
import { Uploads } from './uploads.ts';
import { UploadFiles } from './upload-files.ts';
import { addUploadRoute } from './upload-route.ts';

export type FilesRequestName = Extract<RequestName, `attachment:${string}`>;

export interface FilesPorts {
  readonly database: Database;
  /** Folder of what is kept besides the database. */
  readonly dataDir: string;
  /** What the attachments of one account may take, in bytes. */
  readonly attachmentSpace: number;
  readonly outbox: Pick<AccountOutbox, 'toAccount'>;
  /** Tells which addresses are counted. */
  readonly budgets: Pick<Budgets, 'counts'>;
  readonly requestAllowance: number;
  readonly clock: Clock;
  readonly log: Logger;
}

const sweepEveryMs = 3600_000;

export function createFiles(ports: FilesPorts): Feature<FilesRequestName> {
  const { database, clock, log } = ports;
  const places = new FilePlaces(ports.dataDir);
  const hashes = new RunningHashes();
  const pictures = new PictureMaker();
  const contents = new KeyedQueue();
  const tickets = new FileTickets(clock.elapsedMs);
  const uploads = new Uploads({
    database,
    places,
    hashes,
    pictures,
    contents,
    spacePerAccount: ports.attachmentSpace,
    counts: (address) => ports.budgets.counts(address),
    requestAllowance: ports.requestAllowance,
    clock,
  });
  const swept = { database, places, contents };
  const sweep = (work: typeof sweepFiles): void =>
    void work(swept, clock.now()).catch((error: unknown) =>
      log.warn({ err: error }, 'files that no message holds could not be removed'),
    );
  sweep(sweepStrays);
  const timer = setInterval(() => sweep(sweepFiles), sweepEveryMs).unref();
  return {
    handlers: createHandlers(ports, uploads, tickets),
    routes: (http) => {
      addUploadRoute(http, {
        files: new UploadFiles({ uploads: database.uploads, places, hashes }),
        uploads: database.uploads,
        isOpenedBy: (id, key) => uploads.isOpenedBy(id, key),
      });
      addContentRoute(http, {
        tickets,
        attachments: database.attachments,
        places,
        makePreview: (blobId) => makePreview(pictures, places, blobId),
        log,
      });
    },
    close: () => {
      clearInterval(timer);
      pictures.close();
    },
  };
}

function createHandlers(
  { database, outbox }: FilesPorts,
  uploads: Uploads,
  tickets: FileTickets,
): Handlers<FilesRequestName> {
  const { attachments } = database;
  return {
    'attachment:begin-upload': (input, caller) => uploads.begin(caller, input),
    'attachment:finish': async (input, caller) => ({ attachment: await uploads.finish(caller, input) }),
    'attachment:draw-tickets': async ({ parts }, { accountId }) => {
      const ids = [...new Set(parts.map(({ id }) => id))];
      const readable = await attachments.readableBy(accountId, ids);
      const known = new Set(readable.map(({ attachment }) => attachment.id));
      return {
        tickets: parts
          .filter(({ id }) => known.has(id))
          .map(({ id, part }) => ({
            id,
            part,
            path: `${contentPath}/${tickets.draw({ accountId, id, part })}`,
          })),
      };
    },
    'attachment:mark-heard': async ({ id }, { accountId }) => {
      const [found] = await attachments.readableBy(accountId, [id]);
      if (found === undefined) throw new RequestError('no-such-attachment');
      try {
        await attachments.markHeard(accountId, id);
      } catch (error) {
        if (!(error instanceof DuplicateError)) throw error;
        return {};
      }
      outbox.toAccount(accountId, { name: 'attachment:heard', body: { id } });
      return {};
    },
    'attachment:list-heard': async ({ ids }, { accountId }) => ({
      ids: await attachments.heardAmong(accountId, ids),
    }),
  };
}
