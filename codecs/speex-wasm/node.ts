// Reads the module from this package's folder; for Node only, so that bundlers never meet node:fs elsewhere.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SpeexError } from './speex-error.ts';

const moduleFile = fileURLToPath(new URL('./dist/speex.wasm', import.meta.url));

/**
 * The compiled module that set-up has built.
 * @throws SpeexError `bad-module` when it was not built
 */
export function readSpeexModule(): WebAssembly.Module {
  try {
    return new WebAssembly.Module(readFileSync(moduleFile));
  } catch (cause) {
    throw new SpeexError('bad-module', 'The Speex module is missing or broken: run "npm run setup".', {
      cause,
    });
  }
}
