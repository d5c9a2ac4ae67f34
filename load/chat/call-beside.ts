// A call of four in a process of its own, beside people who write: how its voices arrive meanwhile. A part of the chat load.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../load.ts');

/** @returns the result of `npm run load -- talk` without pictures, or why there is none; never throws */
export async function runCallBeside(
  url: string,
  password: string | undefined,
  seconds: number,
): Promise<unknown> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-load-chat-'));
  const file = join(dir, 'call.json');
  const args = [
    'talk',
    '--url',
    url,
    '--video',
    'none',
    '--seconds',
    `${seconds}`,
    '--seed',
    '3',
    '--json',
    file,
  ];
  try {
    await new Promise<void>((resolve) => {
      const env = { ...process.env, ...(password !== undefined && { PLENUM_LOAD_PASSWORD: password }) };
      // A run that fails its limits ends with another code, and has written what it measured.
      execFile(process.execPath, [program, ...args, '--i-own-this-server'], { env }, () => resolve());
    });
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    return { failed: String(error) };
  } finally {
    await rm(dir, { recursive: true });
  }
}
