// Compiles libspeex and our few functions over it to WebAssembly, with a clang that runs inside this very Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../../scripts/setup/problem.mjs';

const nativeFolder = fileURLToPath(new URL('../native', import.meta.url));

/** What encoder and decoder need of libspeex; the rest is Ogg headers, stereo, test programs and another transform. */
const parts = words(`
  bits cb_search filters gain_table gain_table_lbr high_lsp_tables lpc lsp lsp_tables_nb ltp modes modes_wb nb_celp
  quant_lsp sb_celp speex speex_callbacks vbr window exc_10_16_table exc_10_32_table exc_20_32_table
  exc_5_64_table exc_5_256_table exc_8_128_table hexc_10_32_table hexc_table`);

/**
 * Debian's own settings on x86-64, and an operating system of which nothing is asked. A multiplication and an addition
 * rounded as one would give other streams than libspeex elsewhere; our xmmintrin.h must be found before clang's.
 * -O3 decodes a sixth quicker than -Os and has 60 instead of 45 kB compressed.
 */
const settings = words(`
  --target=wasm32-wasip1 -O3 -msimd128 -ffp-contract=off -w -Inative -Iinclude -I.
  -DFLOATING_POINT -D_USE_SSE -DVAR_ARRAYS -DEXPORT= -DOS_SUPPORT_CUSTOM -DRELEASE`);

/** No start function and no imports; a stack that runs over traps instead of writing into the data behind it. */
const linking = words(`
  -mexec-model=reactor -nostartfiles -Wl,--no-entry,--stack-first,-z,stack-size=65536,--strip-all`);

/**
 * @param {string} archive path of libspeex's source archive
 * @returns {Promise<Uint8Array>} the WebAssembly module
 * @throws {Problem} when the archive cannot be unpacked or the source does not compile
 */
export async function compileSpeex(archive) {
  const files = { ...unpack(archive), native: textsIn(nativeFolder) };
  const sources = [
    ...parts.map((part) => `libspeex/${part}.c`),
    'native/codec.c',
    'native/codebook-search.c',
  ];
  const { runClang } = await importClang();
  let complaints = '';
  const stderr = (/** @type {Uint8Array | null} */ bytes) => {
    complaints += bytes ? Buffer.from(bytes).toString() : '';
  };
  try {
    const args = ['clang', ...settings, ...sources, ...linking, '-o', 'speex.wasm'];
    const output = await runClang(args, files, { stderr, fetchProgress: () => undefined });
    const module = output?.['speex.wasm'];
    if (module instanceof Uint8Array) return module;
  } catch {
    // The compiler has said why on its own error stream.
  }
  throw new Problem(`libspeex does not compile: ${complaints.trim() || 'the compiler gave no module.'}`);
}

async function importClang() {
  try {
    const clang = await import('@yowasp/clang');
    // Without arguments it only loads itself, and what it would say about that stays out of our output.
    await clang.runLLVM(undefined, undefined, { fetchProgress: () => undefined });
    // Its types leave out this one command.
    return /** @type {typeof clang & { runClang: typeof clang.runLLVM }} */ (clang);
  } catch {
    throw new Problem('The compiler @yowasp/clang is not installed: run "npm run setup".');
  }
}

/**
 * @param {string} archive
 * @returns {Record<string, any>} the folders that are compiled, as the compiler's file system
 */
function unpack(archive) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plenum-speex-'));
  try {
    const unpacked = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], {
      encoding: 'utf8',
    });
    if (unpacked.status !== 0) {
      throw new Problem(
        `The source of libspeex cannot be unpacked: ${unpacked.stderr?.trim() || 'tar is missing.'}`,
      );
    }
    return {
      libspeex: textsIn(path.join(folder, 'libspeex')),
      include: { speex: textsIn(path.join(folder, 'include/speex')) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function textsIn(folder) {
  const names = readdirSync(folder).filter((name) => /\.[ch]$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** @param {string} text */
function words(text) {
  return text.trim().split(/\s+/);
}
