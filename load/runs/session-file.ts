// Keeps the simulated accounts signed in from run to run, so that thousands need not sign in again. Used by the runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { LoadError } from '../load-error.ts';

/** Tokens by account, of one server and one seed. */
export type Sessions = Record<number, string>;
type SessionFile = Record<string, Sessions>;

/** @throws LoadError when the file is there and holds something else */
export function readSessions(file: string | undefined, url: string, seed: number): Sessions {
  return file === undefined ? {} : { ...readFile(file)[keyOf(url, seed)] };
}

/** Readable by its owner only: a token gives access to its account. */
export function writeSessions(file: string | undefined, url: string, seed: number, sessions: Sessions): void {
  if (file === undefined) return;
  const all = { ...readFile(file), [keyOf(url, seed)]: sessions };
  writeFileSync(file, JSON.stringify(all), { mode: 0o600 });
}

function keyOf(url: string, seed: number): string {
  return `${url} ${seed}`;
}

function readFile(file: string): SessionFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new LoadError(`The file of sessions cannot be read: check --sessions ${file}.`, { cause: error });
  }
  try {
    return JSON.parse(text) as SessionFile;
  } catch (cause) {
    throw new LoadError(
      `The file of sessions holds something else: give --sessions another file than ${file}.`,
      { cause },
    );
  }
}
