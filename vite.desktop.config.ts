// How the desktop program's own pages are built: `client/ui/desktop/*.html` become `dist/desktop/pages`, which the program hands
// out under a strict CSP. Called by `scripts/setup/desktop-shell.mjs`.
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = join(import.meta.dirname, 'client/ui/desktop');

export default defineConfig({
  root: folder,
  base: './',
  publicDir: false,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: join(import.meta.dirname, 'dist/desktop/pages'),
    emptyOutDir: true,
    target: 'esnext',
    // No data: addresses and no inline helpers: the content security policy lets only files of our own through.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['connect', 'picker', 'badge'].map((page) => join(folder, `${page}.html`)) },
  },
});
