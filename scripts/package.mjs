// `npm run package`: makes the desktop program's installers in `dist/packages`, or with --dir its folder alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { provideElectron } from './desktop/electron.mjs';
import { prepareDependencies, prepareShell } from './desktop/prepare-shell.mjs';
import { explainFailure } from './package/explain-failure.mjs';
import { help, readOptions } from './package/options.mjs';
import { packagesFolder, publicKeyFolder } from './package/places.mjs';
import { openUpdateKey, publicHalf, signDescription, updateKeyFile } from './package/update-key.mjs';
import { logFile, runLogged } from './setup/command.mjs';
import { pinnedNode, rootFolder, shown } from './setup/places.mjs';
import { Problem, reportProblems } from './setup/problem.mjs';
import { step } from './setup/progress.mjs';

const { env } = process;

/** @param {import('./package/options.mjs').PackageOptions} options */
async function makePackages({ system, isFolderOnly, output }) {
  await prepareDependencies();
  const electronFolder = await electronFor(system);
  await prepareShell();
  const folder = output ?? packagesFolder;
  const key = openUpdateKey(updateKeyFile(env));
  mkdirSync(publicKeyFolder, { recursive: true });
  writeFileSync(path.join(publicKeyFolder, 'update-key.pem'), publicHalf(key));
  await step(isFolderOnly ? 'program folder' : 'installers', () =>
    runElectronBuilder(
      [`--${system}`, ...(isFolderOnly ? ['--dir'] : []), `--config.directories.output=${folder}`],
      electronFolder,
    ),
  );
  const entries = readdirSync(folder, { withFileTypes: true });
  const made = entries.filter((entry) => entry.isDirectory() === isFolderOnly).map(({ name }) => name);
  for (const name of made.filter((file) => /^latest.*\.yml$/.test(file))) {
    const file = path.join(folder, name);
    writeFileSync(file, signDescription(readFileSync(file, 'utf8'), key));
  }
  for (const name of made) console.log(shown(path.join(folder, name)));
  if (!isFolderOnly)
    console.log("Programs update themselves from the server's DESKTOP_DIR: put these files there.");
}

/**
 * @param {import('./package/options.mjs').System} system
 * @returns {Promise<string | null>} the Electron to pack; null: electron-builder downloads the one of another system
 * @throws {Problem} when it cannot be had
 */
async function electronFor(system) {
  if (system !== 'linux' && !env.ELECTRON_OVERRIDE_DIST_PATH) return null;
  const folder = await provideElectron(env);
  if (folder) return folder;
  throw new Problem(
    'Electron could not be downloaded, and it is what is packed: run this where its releases can be reached, or name a folder that has it by ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

/**
 * @param {string[]} args
 * @param {string | null} electronFolder
 */
async function runElectronBuilder(args, electronFolder) {
  const cli = path.join(rootFolder, 'node_modules/electron-builder/cli.js');
  const config = path.join(rootFolder, 'scripts/package/electron-builder.config.mjs');
  try {
    await runLogged(pinnedNode, [cli, '--config', config, '--publish', 'never', ...args], {
      log: 'package',
      failure: 'The desktop program could not be packed.',
      env: { ...env, ...(electronFolder && { ELECTRON_OVERRIDE_DIST_PATH: electronFolder }) },
    });
  } catch (error) {
    const log = logFile('package');
    const reason = existsSync(log) ? explainFailure(readFileSync(log, 'utf8')) : null;
    throw reason ? new Problem(reason, { log: shown(log) }) : error;
  }
}

await reportProblems(async () => {
  const options = readOptions(process.argv.slice(2), process.platform);
  if (options === null) return console.log(help);
  await makePackages(options);
});
