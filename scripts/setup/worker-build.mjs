// Builds the mediasoup worker from the npm package's own source against the system's libraries; called by set-up
// where upstream's prebuilt one cannot be had. Why each part is as it is: scripts/worker-recipe/README.md.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { fetchDebianSource } from './debian-source.mjs';
import { inTemporaryFolder, rootFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { runsHere } from './worker.mjs';

const recipeFolder = path.join(rootFolder, 'scripts/worker-recipe');
const sourceFolder = path.join(rootFolder, 'node_modules/mediasoup/worker');
const release = ['--buildtype=release', '-Db_ndebug=true'];
const sanitized = ['--buildtype=debugoptimized', '-Db_sanitize=address,undefined', '-Db_lundef=false'];

/** libsrtp built here encrypts with OpenSSL, 12 % less work per packet than Debian's own package, which uses NSS. */
const libsrtp = {
  archive: 'libsrtp2_2.5.0.orig.tar.gz',
  sha256: '8a43ef8e9ae2b665292591af62aa1a4ae41e468b6d98d8258f91478735da4e09',
};

/**
 * How a worker differs from the one that set-up builds.
 * @typedef {object} WorkerVariant
 * @property {boolean} [isPlain] only with the changes without which it would not run: what the bench compares with
 * @property {boolean} [isSanitized] ends at the first wrong use of memory and says which: for attacks, three times slower
 */

/**
 * Builds in a temporary folder and puts the finished executable at its place in one step.
 * @param {string} place where the executable belongs
 * @param {WorkerVariant} [variant]
 * @throws {Problem}
 */
export async function buildWorker(place, { isPlain = false, isSanitized = false } = {}) {
  const beside = path.dirname(path.dirname(place));
  removeAbandoned(beside);
  await inTemporaryFolder(path.join(beside, `build-${process.pid}-`), async (work) => {
    const source = path.join(work, 'worker');
    copySource(source);
    await patchSource(source, { isPlain });
    const ownSrtp = await buildLibsrtp(work);
    const executable = await compile(source, ownSrtp, isSanitized);
    if (!(await runsHere(executable))) {
      throw new Problem(
        'The mediasoup worker was built but does not run: please report this with your distribution.',
      );
    }
    mkdirSync(path.dirname(place), { recursive: true });
    renameSync(executable, place);
  });
}

/** @param {string} beside where builds that were killed have left their folders, each named by its process */
function removeAbandoned(beside) {
  for (const name of existsSync(beside) ? readdirSync(beside) : []) {
    const pid = name.match(/^build-(\d+)-/)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(path.join(beside, name), { recursive: true, force: true });
  }
}

/** @param {string} folder gets the worker's source, with the system's libraries in place of its downloads */
function copySource(folder) {
  cpSync(sourceFolder, folder, { recursive: true });
  const subprojects = path.join(folder, 'subprojects');
  rmSync(subprojects, { recursive: true });
  cpSync(path.join(recipeFolder, 'subprojects'), subprojects, { recursive: true });
  cpSync(path.join(recipeFolder, 'added'), folder, { recursive: true });
}

/**
 * Changes the worker's own source in place.
 * @param {string} folder a copy of it
 * @param {{ isPlain: boolean }} variant `isPlain`: only what it needs to run
 * @throws {Problem} when a version no longer has one of the passages
 */
export async function patchSource(folder, { isPlain }) {
  const patches = path.join(recipeFolder, 'patches');
  const all = readdirSync(patches).toSorted();
  for (const name of isPlain ? all.slice(0, 1) : all) {
    const place = ['-p1', '--fuzz=0', '--forward', '--batch', '--reject-file=-', '-d', folder];
    await runLogged('patch', [...place, '-i', path.join(patches, name)], {
      log: 'media-worker',
      failure: `mediasoup's worker no longer has a passage of scripts/worker-recipe/patches/${name}: look whether this version still needs that change.`,
    });
  }
}

/**
 * @param {string} work
 * @returns {Promise<string>} a folder for pkg-config that holds the static libsrtp; empty: the system's one is used
 */
async function buildLibsrtp(work) {
  const folder = path.join(work, 'libsrtp');
  const installed = path.join(work, 'installed');
  mkdirSync(folder);
  const archive = await fetchDebianSource('libsrtp2', { ...libsrtp, folder });
  if (!archive) return '';
  const options = { log: 'media-worker', failure: "The worker's libsrtp could not be built.", cwd: folder };
  await runLogged('tar', ['xzf', archive, '--strip-components=1'], options);
  const features = ['tests', 'pcap-tests', 'doc', 'fuzzer'].map((name) => `-D${name}=disabled`);
  const library = ['--default-library=static', '-Dcrypto-library=openssl', ...features];
  const places = [`--prefix=${installed}`, '--libdir=lib'];
  await runLogged('meson', ['setup', 'build', ...release, ...library, ...places], options);
  await runLogged('ninja', ['-C', 'build', 'install'], options);
  return path.join(installed, 'lib/pkgconfig');
}

/**
 * @param {string} source
 * @param {string} ownSrtp
 * @param {boolean} isSanitized
 * @returns {Promise<string>} the executable
 */
async function compile(source, ownSrtp, isSanitized) {
  const failure = 'The mediasoup worker could not be built.';
  const build = path.join(source, 'build');
  const headers = path.join(source, 'common-headers.hpp');
  const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    runLogged(program, args, {
      log: 'media-worker',
      failure,
      cwd: source,
      env: {
        ...process.env,
        PKG_CONFIG_PATH: [ownSrtp, process.env.PKG_CONFIG_PATH].filter(Boolean).join(':'),
      },
    });
  // The file is named when configuring, before there are generated headers to put into it.
  writeFileSync(headers, '');
  const flags = ['--wrap-mode=nodownload', '-Db_staticpic=false', `-Dcpp_args=-include ${headers}`];
  await run('meson', 'setup', 'build', ...(isSanitized ? sanitized : release), ...flags);
  await run('meson', 'compile', '-C', 'build', 'flatbuffers-generator');
  writeFileSync(
    headers,
    commonHeaders(readdirSync(path.join(build, 'fbs/FBS')).filter((name) => name.endsWith('.h'))),
  );
  await run('sh', '-c', precompileCommand(build, headers));
  await run('ninja', '-C', 'build', 'mediasoup-worker');
  // What the sanitizer finds is told by the names of functions.
  if (!isSanitized) await run('strip', path.join(build, 'mediasoup-worker'));
  return path.join(build, 'mediasoup-worker');
}

/**
 * A header with all that most of the worker's files include: compiled once, it halves the time of the build.
 * @param {string[]} generated names of the headers that the FlatBuffers compiler made
 */
function commonHeaders(generated) {
  const system = readFileSync(path.join(recipeFolder, 'common-headers.txt'), 'utf8').trim().split('\n');
  const lines = [...system.map((name) => `<${name}>`), ...generated.map((name) => `"FBS/${name}"`)];
  return lines.map((name) => `#include ${name}\n`).join('');
}

/**
 * The shell command that compiles the common header with the very flags of the files that include it: those of the
 * library part, because a header compiled without a macro also serves a file compiled with it, not the reverse.
 * @param {string} build
 * @param {string} headers
 */
function precompileCommand(build, headers) {
  /** @type {{ command: string, output: string }[]} */
  const commands = JSON.parse(readFileSync(path.join(build, 'compile_commands.json'), 'utf8'));
  const library = commands.find(({ output }) => output.startsWith('deps/libwebrtc/'));
  if (!library) throw new Problem('The mediasoup worker has another layout than this build knows.');
  const flags = library.command
    .slice(0, library.command.indexOf(' -MD '))
    .replace(` -include ${headers}`, '');
  return `cd build && ${flags} -x c++-header '${headers}' -o '${headers}.gch'`;
}
