// The desktop program begins here, in Electron's main process. The only file that imports Electron itself.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as electron from 'electron';
import { beginDesktop } from './begin-desktop.ts';

/** The build lays everything beside this file. */
const file = (name: string) => join(import.meta.dirname, name);
const keyFile = file('update-key.pem');

beginDesktop({
  electron,
  process,
  files: { preload: file('preload.cjs'), pages: file('pages'), keyProcess: file('key-process.js') },
  ...(existsSync(keyFile) && { updateKey: readFileSync(keyFile, 'utf8') }),
  log: (sentence, error) => console.error(sentence, error ?? ''),
  drawId: () => randomUUID().slice(0, 8),
  nowMs: () => performance.now(),
});
