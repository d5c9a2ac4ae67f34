// Builds a page of `pages/` with Vite, serves it on loopback and opens it in a real Chromium with fake devices.
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';

export interface MediaPage {
  readonly page: Page;
  close(): Promise<void>;
}

export interface MediaPageOptions {
  /** Name of the page in `pages/`, without `.html`. */
  readonly name: string;
  /** WAV file that the microphone plays over and over. */
  readonly soundPath?: string;
  /** y4m file that the camera plays over and over. */
  readonly clipPath?: string;
  /** Called before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const pagesFolder = fileURLToPath(new URL('pages/', import.meta.url));

export async function openMediaPage(options: MediaPageOptions): Promise<MediaPage> {
  const { name, soundPath, clipPath, prepare } = options;
  const outDir = join(tmpdir(), `plenum-media-page-${process.pid}-${name}`);
  const shared = { root: pagesFolder, configFile: false, logLevel: 'error' } as const;
  await build({
    ...shared,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      rollupOptions: { input: join(pagesFolder, `${name}.html`) },
    },
  });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await launch(soundPath, clipPath);
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`${name}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${name}: ${message.text()}`);
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The page is served on no port.');
  await prepare?.(page);
  await page.goto(`http://127.0.0.1:${address.port}/${name}.html`);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

function launch(soundPath?: string, clipPath?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...(soundPath ? [`--use-file-for-fake-audio-capture=${soundPath}`] : []),
      ...(clipPath ? [`--use-file-for-fake-video-capture=${clipPath}`] : []),
    ],
  });
}
