// How the pages are built that tests open beside the client's own. Called by `scripts/test-pages.mjs`, with the part's name as `--mode`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, mergeConfig, type UserConfig } from 'vite';
import clientConfig from './vite.config.ts';

const root = import.meta.dirname;
const mediaFolder = join(root, 'test/e2e-alone/pages');
const mediaPages = readdirSync(mediaFolder).filter((file) => file.endsWith('.html'));

const parts: Readonly<Record<string, UserConfig>> = {
  preview: mergeConfig(clientConfig, {
    build: { rolldownOptions: { input: join(root, 'client/ui/preview.html') } },
  }),
  media: {
    root: mediaFolder,
    base: './',
    worker: { format: 'es' },
    build: {
      target: 'esnext',
      assetsInlineLimit: 0,
      rolldownOptions: { input: mediaPages.map((file) => join(mediaFolder, file)) },
    },
  },
};

export default defineConfig(({ mode }) => {
  const part = parts[mode];
  if (!part) throw new Error(`There are no pages called ${mode}.`);
  return part;
});
