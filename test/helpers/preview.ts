// The screens with made-up people, built and served as the server serves the real ones. Used by the tests of the screens.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { build } from 'vite';
import { SceneBrowser, type ScenePage } from './scene-browser.ts';

const rootFolder = join(import.meta.dirname, '../..');
const contentSecurityPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

export interface Scene {
  /** Parameters of the preview, as `phase=call&people=9`. */
  readonly query: string;
  readonly width?: number;
  readonly height?: number;
}

export interface Preview {
  readonly origin: string;
  /**
   * Opens a scene with nothing stored, in a window of 1280x800 unless told otherwise. The scene before is closed.
   */
  open(scene: Scene): Promise<ScenePage>;
  close(): Promise<void>;
}

/** Builds the preview page and serves it on a free port of the loopback. */
export async function startPreview(): Promise<Preview> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-preview-'));
  await build({
    configFile: join(rootFolder, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, rolldownOptions: { input: join(rootFolder, 'client/ui/preview.html') } },
  });
  const server = fastify();
  server.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy);
  });
  await server.register(fastifyStatic, { root: folder });
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await SceneBrowser.launch();
  return {
    origin,
    open: async ({ query, width = 1280, height = 800 }) => {
      await browser.closePages();
      return browser.open(`${origin}/preview.html?${query}`, { width, height });
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
