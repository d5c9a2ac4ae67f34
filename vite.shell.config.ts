// How the desktop program's own code is built: each of its processes and the preload become one file in `dist/desktop`.
// Called by `scripts/setup/desktop-shell.mjs`, with the part's name as `--mode`.
import { defineConfig } from 'vite';

/** What Electron brings with it, and what has a part in machine code, which no bundle can hold. */
const external = ['electron', 'uiohook-napi'];

const parts = {
  main: { input: 'client/main/main.ts', format: 'es', file: 'main.js' },
  // Electron starts it as a process of its own.
  'key-process': { input: 'client/main/keys/key-process.ts', format: 'es', file: 'key-process.js' },
  // A sandboxed preload can load one file only, and that must be CommonJS.
  preload: { input: 'client/preload/preload.ts', format: 'cjs', file: 'preload.cjs' },
} as const;

export default defineConfig(({ mode }) => {
  if (!isPart(mode)) throw new Error(`There is no part called ${mode}.`);
  const part = parts[mode];
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

function isPart(name: string): name is keyof typeof parts {
  return Object.hasOwn(parts, name);
}
