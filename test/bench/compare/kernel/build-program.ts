// Builds the comparison's small C programs on the spot. Used by the parts that run one.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { obtainProgram } from '../obtain-program.ts';

const run = promisify(execFile);
const cryptoHeader = '/usr/include/openssl/evp.h';

/** Whether programs can encrypt; otherwise what they encrypt is left out. */
export const hasCrypto = existsSync(cryptoHeader);

/** Brings a compiler where that is possible. @returns one sentence when there is none */
export async function compilerMissing(): Promise<string | undefined> {
  return obtainProgram('gcc', 'gcc');
}

/**
 * @param name of a C file @param folder where it is, usually this one
 * @returns the program, in a folder of its own that the system clears away
 * @throws Error with what the compiler says
 */
export async function buildProgram(name: string, folder = import.meta.dirname): Promise<string> {
  const program = join(await mkdtemp(join(tmpdir(), 'plenum-bench-')), name);
  const source = join(folder, `${name}.c`);
  const crypto = hasCrypto ? ['-DWITH_CRYPTO', '-Wl,--as-needed', '-lcrypto'] : [];
  await run('gcc', ['-O2', '-Wall', '-o', program, source, ...crypto]);
  return program;
}
