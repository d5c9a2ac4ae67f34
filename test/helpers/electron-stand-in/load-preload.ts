// Builds the real preload into one CommonJS file, as the program ships it, and runs it against the stand-in: what stands in for
// Electron's binary, which cannot be had on closed networks, gives a sandboxed preload `require('electron')` and nothing else.
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'vite';
import type { RunPreload } from './stand-in-contents.ts';

/** The text of the preload, built as the program's is. */
export async function buildPreload(): Promise<string> {
  const configFile = join(import.meta.dirname, '../../../vite.shell.config.ts');
  const built = await build({ configFile, mode: 'preload', logLevel: 'silent', build: { write: false } });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('The preload was not built.');
  const chunks = output.output.filter((file) => file.type === 'chunk');
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length > 1) throw new Error('A preload has to be one file.');
  return chunk.code;
}

/** @param code as `buildPreload` gives it */
export function preloadRunner(code: string): RunPreload {
  const run = compileFunction(code, ['require', 'module', 'exports']) as (
    require: (name: string) => unknown,
    module: object,
    exports: object,
  ) => void;
  return (electron) => {
    const requireInSandbox = (name: string) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    };
    const exports = {};
    run(requireInSandbox, { exports }, exports);
  };
}
