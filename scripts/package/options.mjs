// What can be said to `npm run package`. Pure.
import { parseArgs } from 'node:util';
import { Problem } from '../setup/problem.mjs';

export const help = `npm run package [-- --dir] [-- --linux | --mac | --win] [-- --output FOLDER]

Makes the desktop program's installers for this system or the one that is named: AppImage and deb, dmg and zip, or an
installer for Windows, each with the description (latest-linux.yml and the like) by which programs find their update.

--dir      the program's folder alone, which needs no tools from elsewhere
--output   where they go (default dist/packages)

ELECTRON_OVERRIDE_DIST_PATH names a folder with the Electron to pack; without it, it is downloaded.`;

/**
 * @typedef {'linux' | 'mac' | 'win'} System
 * @typedef {{ system: System, isFolderOnly: boolean, output: string | null }} PackageOptions
 */

/** @type {Partial<Record<NodeJS.Platform, System>>} */
const systemOfPlatform = { linux: 'linux', darwin: 'mac', win32: 'win' };

/**
 * @param {string[]} args from the command line
 * @param {NodeJS.Platform} platform of this machine
 * @returns {PackageOptions | null} null when help is asked for
 * @throws {Problem}
 */
export function readOptions(args, platform) {
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const options = {
    help: flag,
    dir: flag,
    linux: flag,
    mac: flag,
    win: flag,
    output: /** @type {const} */ ({ type: 'string' }),
  };
  const values = parse(args, options);
  if (values.help) return null;
  const named = /** @type {System[]} */ (['linux', 'mac', 'win']).filter((system) => values[system]);
  if (named.length > 1)
    throw new Problem('npm run package makes one system at a time: run it once for each.');
  return {
    system: named[0] ?? systemOfPlatform[platform] ?? 'linux',
    isFolderOnly: values.dir ?? false,
    output: values.output ?? null,
  };
}

/**
 * @template {import('node:util').ParseArgsOptionsConfig} Options
 * @param {string[]} args
 * @param {Options} options
 */
function parse(args, options) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch {
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new Problem(`npm run package knows the options ${known.join(', ')}, not ${args.join(' ')}.`);
  }
}
