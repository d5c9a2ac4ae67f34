// The HTTP path of uploads: tus 1.0 without creation, which is a request of the protocol. Added by createFiles.
import { Server } from '@tus/server';
import type { FastifyInstance } from 'fastify';
import { attachmentMaxBytes, voiceMaxBytes } from '../../../protocol/files/file-limits.ts';
import type { UploadStore } from '../../../sql/upload-store.ts';
import { noSuchUpload } from './upload-answers.ts';
import type { UploadFiles } from './upload-files.ts';
import { UploadLocks } from './upload-locks.ts';

const path = '/api/files/uploads';
/** A request that is to make room for a newer one has so long to write what it has. */
const handOverMs = 300;

export interface UploadRouteParts {
  readonly files: UploadFiles;
  readonly uploads: Pick<UploadStore, 'byId'>;
  readonly isOpenedBy: (id: string, key: string) => Promise<boolean>;
}

export function addUploadRoute(
  http: FastifyInstance,
  { files, uploads, isOpenedBy }: UploadRouteParts,
): void {
  const tus = new Server({
    path,
    datastore: files,
    locker: new UploadLocks(),
    lockDrainTimeout: handOverMs,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: async (_request, id) => {
      const known = id === null ? undefined : await uploads.byId(id);
      return known?.bytes === undefined ? voiceMaxBytes : attachmentMaxBytes;
    },
    onIncomingRequest: async (request, id) => {
      const key = /^Bearer ([\w-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1];
      if (key === undefined || !(await isOpenedBy(id, key))) throw noSuchUpload;
    },
  });
  http.register(async (scope) => {
    // The bytes are read by the tus server alone.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: `${path}/:id`,
      bodyLimit: attachmentMaxBytes,
      handler: async (request, reply) => {
        reply.hijack();
        reply.raw.setHeader('X-Content-Type-Options', 'nosniff');
        await tus.handle(request.raw, reply.raw);
      },
    });
  });
}
