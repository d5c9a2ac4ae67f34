// Holds the import table of `.dependency-cruiser.mjs`; run by `npm run check` under the pinned Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { rootFolder } from '../setup/places.mjs';

const folders = [
  'protocol',
  'codecs',
  'rooms',
  'messages',
  'sql',
  'server',
  'client',
  'peers',
  'load',
  'test',
  'scripts',
];

/**
 * The source files that must have been looked at. Without a TypeScript compiler it can use, dependency-cruiser finds
 * nothing and is content.
 * @param {string} folder
 * @returns {string[]} paths relative to the repository
 */
function sourceFiles(folder) {
  return readdirSync(path.join(rootFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => path.relative(rootFolder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(dist|node_modules)\//.test(file));
}

const present = folders.filter((folder) => existsSync(path.join(rootFolder, folder)));
const cruiser = path.join(rootFolder, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const run = spawnSync(
  process.execPath,
  [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...present],
  {
    cwd: rootFolder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  },
);
if (!run.stdout.startsWith('{')) {
  console.error(run.stderr || run.stdout);
  process.exit(1);
}
/** @type {{ modules: { source: string }[], summary: { violations: { from: string, to: string, rule: { name: string } }[] } }} */
const report = JSON.parse(run.stdout);
const seen = new Set(report.modules.map(({ source }) => source));
const unseen = present.flatMap(sourceFiles).filter((file) => !seen.has(file));
const lines = [
  ...report.summary.violations.map(({ from, to, rule }) => `${from} imports ${to}: ${rule.name}`),
  ...unseen.map((file) => `${file} was not looked at`),
];
if (seen.size === 0) lines.push('No file was looked at.');
console.log(lines.join('\n') || `${seen.size} modules keep to the import table.`);
process.exitCode = lines.length === 0 ? 0 : 1;
