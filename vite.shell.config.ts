// How the desktop program's own code is built: `client/main` and `client/preload` become a file each in `dist/desktop`.
// Called by `scripts/setup/desktop-shell.mjs`, with `--mode main` and `--mode preload`.
import { defineConfig } from 'vite';

/** What Electron brings with it, and what has a part in machine code, which no bundle can hold. */
const external = ['electron', 'uiohook-napi'];

const parts = {
  main: { input: 'client/main/main.ts', format: 'es', file: 'main.js' },
  // A sandboxed preload can load one file only, and that must be CommonJS.
  preload: { input: 'client/preload/preload.ts', format: 'cjs', file: 'preload.cjs' },
} as const;

export default defineConfig(({ mode }) => {
  const part = mode === 'preload' ? parts.preload : parts.main;
  return {
    publicDir: false,
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      outDir: 'dist/desktop',
      emptyOutDir: false,
      // Electron 45 has Node 24.
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: part.input,
        output: { format: part.format, entryFileNames: part.file, codeSplitting: false },
      },
    },
  };
});
