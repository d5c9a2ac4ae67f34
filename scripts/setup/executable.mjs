// Whether a file is a program that we may start; asked by set-up of commands, and by `npm run desktop` of browsers.
import { accessSync, constants } from 'node:fs';

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
