// How the client's screens are built: `client/ui` becomes `dist/ui`, which the server hands out under a strict CSP.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client/ui',
  base: './',
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/ui',
    emptyOutDir: true,
    target: 'esnext',
    // No data: addresses and no inline helpers: the content security policy lets only files of our own through.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
