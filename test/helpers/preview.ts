// The screens with made-up people, built and served as the server serves the real ones. Used by the tests of the screens.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { collectErrors } from './page-errors.ts';

const rootFolder = join(import.meta.dirname, '../..');
const contentSecurityPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

export interface Scene {
  /** Parameters of the preview, as `phase=call&people=9`. */
  readonly query: string;
  readonly width?: number;
  readonly height?: number;
}

export interface PreviewPage {
  readonly page: Page;
  /** Errors of scripts and of the content security policy; tests expect none. */
  readonly errors: readonly string[];
}

export interface Preview {
  readonly origin: string;
  /**
   * Opens a scene in a fresh profile, in a window of 1280x800 unless told otherwise. The scene before is closed: its moving
   * pictures would take the machine from the one that is looked at.
   */
  open(scene: Scene): Promise<PreviewPage>;
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
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  return {
    origin,
    open: async (scene) => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      return openScene(browser, origin, scene);
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openScene(browser: Browser, origin: string, scene: Scene): Promise<PreviewPage> {
  const context = await browser.newContext({
    viewport: { width: scene.width ?? 1280, height: scene.height ?? 800 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  collectErrors(page, errors);
  await page.goto(`${origin}/preview.html?${scene.query}`);
  await page.locator('main').waitFor();
  return { page, errors };
}
