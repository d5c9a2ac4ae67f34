// Pages that tests open beside the client's own, built once for all test files and served on loopback.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';

const rootFolder = join(import.meta.dirname, '../..');

export interface TestPages {
  /** The pages stand directly below it. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Builds the pages if anything in them changed, and serves them on a free port.
 * @param part `preview`: the screens with made-up people; `media`: sound and pictures looped back
 * @param headers that every answer has
 */
export async function serveTestPages(
  part: 'preview' | 'media',
  headers: Readonly<Record<string, string>> = {},
): Promise<TestPages> {
  await promisify(execFile)(process.execPath, [join(rootFolder, 'scripts/test-pages.mjs'), part]);
  const server = fastify();
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(headers);
  });
  await server.register(fastifyStatic, { root: join(rootFolder, 'dist/test-pages', part) });
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return { origin, close: () => server.close() };
}
