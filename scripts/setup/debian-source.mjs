// Fetches a source package's upstream archive through the machine's own package lists, without root.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { aptImpatience } from './system-packages.mjs';

/**
 * @param {string} name the source package, such as `libsrtp2`
 * @param {{ archive: string, sha256: string, folder: string }} wanted `archive`: the upstream archive's name in the
 *   package; `folder`: an existing folder to work in, which keeps the result
 * @returns {Promise<string | null>} the archive's path; null when these package lists cannot give exactly that file
 */
export async function fetchDebianSource(name, { archive, sha256, folder }) {
  const lists = aptFiles('/etc/apt').map((file) => readFileSync(file, 'utf8'));
  if (lists.length === 0) return null;
  const parts = path.join(folder, 'apt-sources');
  mkdirSync(parts);
  for (const [index, file] of aptFiles('/etc/apt').entries()) {
    const text = asSourceList(path.extname(file), lists[index] ?? '');
    writeFileSync(path.join(parts, `${index}${path.extname(file)}`), text);
  }
  try {
    // A list that cannot be reached does not matter, as long as the source is found in another.
    await apt(folder, parts, ['update']).catch(() => undefined);
    await apt(folder, parts, ['source', '--download-only', name]);
  } catch {
    return null;
  }
  const found = path.join(folder, archive);
  if (!existsSync(found)) return null;
  return createHash('sha256').update(readFileSync(found)).digest('hex') === sha256 ? found : null;
}

/**
 * The same package list, asking for source packages instead of binary ones.
 * @param {string} extension `.list` (one line per archive) or `.sources` (paragraphs)
 * @param {string} text
 */
export function asSourceList(extension, text) {
  return extension === '.sources'
    ? text.replace(/^Types:.*$/gim, 'Types: deb-src')
    : text.replace(/^\s*deb(?=[\s[])/gm, 'deb-src');
}

/**
 * @param {string} folder
 * @param {string} parts
 * @param {string[]} args
 */
function apt(folder, parts, args) {
  const state = { 'Dir::State::lists': path.join(folder, 'lists'), 'Dir::Cache': path.join(folder, 'cache') };
  for (const place of Object.values(state)) mkdirSync(place, { recursive: true });
  const options = { 'Dir::Etc::sourcelist': '/dev/null', 'Dir::Etc::sourceparts': parts, ...state };
  const flags = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return runLogged('apt-get', ['-q', ...aptImpatience, ...flags, ...args], {
    log: 'source-packages',
    failure: 'The source package could not be fetched.',
    cwd: folder,
  });
}

/** @param {string} folder apt's configuration */
function aptFiles(folder) {
  const parts = path.join(folder, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).map((name) => path.join(parts, name)) : [];
  return [path.join(folder, 'sources.list'), ...names].filter(
    (file) => existsSync(file) && ['.list', '.sources'].includes(path.extname(file)),
  );
}
