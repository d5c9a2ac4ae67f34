// Says whether a result is still up to date: a hash of what it was made from, kept in a file beside the result.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/**
 * A hash of files and folders (with all that is in them) and of any words that matter beside them.
 * @param {string[]} entries absolute paths; one that does not exist counts as absent, which is different from empty
 * @param {string[]} [words]
 * @param {(file: string) => boolean} [counts] false for files inside folders that do not matter
 * @returns {string} 16 hexadecimal digits
 */
export function hashOf(entries, words = [], counts = () => true) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`word ${word}\n`);
  for (const entry of entries) {
    if (!existsSync(entry)) {
      hash.update(`absent ${path.basename(entry)}\n`);
      continue;
    }
    for (const file of filesIn(entry).filter(counts)) {
      const content = readFileSync(file);
      hash.update(`file ${path.relative(path.dirname(entry), file)} ${content.length}\n`);
      hash.update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} file the stamp
 * @param {string} hash what it should say
 */
export function isStamped(file, hash) {
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** @param {string} file the stamp; it says nothing afterwards, so an interrupted step is done again */
export function clearStamp(file) {
  rmSync(file, { force: true });
}

/**
 * Writes a file so that a reader sees the old or the new content, never a part.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, content);
  renameSync(beside, file);
}

/**
 * @param {string} entry a file or a folder
 * @returns {string[]} files in a fixed order
 */
function filesIn(entry) {
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { withFileTypes: true })
    .filter((found) => !['node_modules', 'dist'].includes(found.name))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((found) => filesIn(path.join(entry, found.name)));
}
