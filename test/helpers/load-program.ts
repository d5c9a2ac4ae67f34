// The load tester as operators run it: a process, and what it says.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LoadResult } from '../../load/runs/result.ts';

const program = join(import.meta.dirname, '../../load/load.ts');

/** What is tested is not how fast this machine is. */
export const patient = ['--max-p99', '60000', '--max-loss', '5'] as const;

/** A run of the program, and what it says. */
export function start(...args: readonly string[]) {
  return startWith(process.env, ...args);
}

/** @param env the whole environment of the program */
export function startWith(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text) => (said.out += String(text)));
  child.stderr?.on('data', (text) => (said.err += String(text)));
  const ended = once(child, 'close') as Promise<[number | null]>;
  return { child, said, code: ended.then(([code]) => code) };
}

/**
 * Runs it to its end, with both reports.
 * @param folder where the reports go, as `name.json` and `name.html`
 */
export async function runToEnd(folder: string, name: string, ...args: readonly string[]) {
  const [json, html] = [join(folder, `${name}.json`), join(folder, `${name}.html`)];
  const run = start(...args, '--json', json, '--html', html);
  const code = await run.code;
  const result = JSON.parse(readFileSync(json, 'utf8')) as LoadResult;
  return { code, result, page: readFileSync(html, 'utf8'), ...run.said };
}

/** Resolves once the program has written `text` to standard error. */
export async function waitFor(text: string, said: { readonly err: string }): Promise<void> {
  await expect.poll(() => said.err, { timeout: 90_000 }).toContain(text);
}
