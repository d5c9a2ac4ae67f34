// Keeps what the program remembers in one file. Opened by `create-desktop.ts`, handed to every part that reads or changes it.
import { readFileSync, renameSync } from 'node:fs';
import type { Appearance, DesktopData, DesktopStore } from './desktop-data.ts';
import { boundServers, healData } from './heal-data.ts';
import { writeWhole } from './write-whole.ts';

/**
 * A file that is no JSON is set aside under the name with `.broken` behind it, for a person to look at, and all begins with the
 * defaults.
 * @param file absolute path; need not exist, nor its folder
 * @param language that the system speaks, until the page tells one
 */
export function openDesktopStore(file: string, language: Appearance['language'] = 'en'): DesktopStore {
  let data = healData(readOrSetAside(file), language);
  return {
    get data() {
      return data;
    },
    change: (change) => {
      const changed: DesktopData = { ...data, ...change };
      data = { ...changed, servers: boundServers(changed.servers) };
      try {
        writeWhole(file, `${JSON.stringify(data, undefined, 2)}\n`);
      } catch {
        // The disk is full or locked: what was chosen lasts as long as the program, and a meeting is not held up by it.
      }
    },
  };
}

/** `undefined` when there is nothing to go on with. */
function readOrSetAside(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    setAside(file);
    return undefined;
  }
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.broken`);
  } catch {
    // It stays where it is, and the next change replaces it.
  }
}
