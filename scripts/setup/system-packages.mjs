// What set-up needs from the operating system, how it sees whether that is there, and how it gets it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged } from './command.mjs';
import { isExecutable } from './executable.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';

/**
 * A package of Debian or Ubuntu, and the commands or files by which its presence is known: a machine that has them
 * from elsewhere needs no package.
 * @typedef {{ name: string, has: string[] }} SystemPackage
 */

/** For building the mediasoup worker; not needed where upstream's prebuilt one can be had. @type {SystemPackage[]} */
const workerPackages = [
  { name: 'meson', has: ['meson'] },
  { name: 'ninja-build', has: ['ninja'] },
  { name: 'pkg-config', has: ['pkg-config'] },
  { name: 'patch', has: ['patch'] },
  { name: 'g++', has: ['g++', 'c++', 'cc', 'strip'] },
  { name: 'libuv1-dev', has: ['/usr/include/uv.h'] },
  { name: 'libssl-dev', has: ['/usr/include/openssl/ssl.h'] },
  { name: 'libsrtp2-dev', has: ['/usr/include/srtp2/srtp.h'] },
  { name: 'libabsl-dev', has: ['/usr/include/absl/types/optional.h'] },
  { name: 'libflatbuffers-dev', has: ['/usr/include/flatbuffers/flatbuffers.h'] },
  { name: 'flatbuffers-compiler', has: ['flatc'] },
];

/** For the tests: browser, database, voice to speak with, the native codec to compare with, and a screen. @type {SystemPackage[]} */
const testPackages = [
  { name: 'chromium', has: ['chromium'] },
  { name: 'mariadb-server-core', has: ['mariadbd', 'mariadb-install-db'] },
  { name: 'mariadb-client-core', has: ['my_print_defaults'] },
  { name: 'speex', has: ['speexenc', 'speexdec'] },
  { name: 'libspeex-dev', has: ['/usr/include/speex/speex.h'] },
  { name: 'gcc', has: ['cc', 'gcc'] },
  { name: 'libc6-dev', has: ['/usr/include/stdio.h'] },
  { name: 'espeak-ng', has: ['espeak-ng'] },
  { name: 'sox', has: ['sox'] },
  { name: 'ffmpeg', has: ['ffmpeg'] },
  { name: 'alsa-utils', has: ['/usr/share/sounds/alsa/Front_Center.wav'] },
  { name: 'iproute2', has: ['ip'] },
  { name: 'openssl', has: ['openssl'] },
  { name: 'tcpdump', has: ['tcpdump'] },
  // Proxies that stand before the server as operators put them there.
  { name: 'nginx-light', has: ['nginx'] },
  { name: 'haproxy', has: ['haproxy'] },
  // A screen without a monitor, hands that type on it, and a window that says what it gets. What the hook of the keys is linked
  // to (libX11, libXtst, libXrandr, libXt) comes with them.
  { name: 'xvfb', has: ['Xvfb'] },
  { name: 'xdotool', has: ['xdotool'] },
  { name: 'x11-utils', has: ['xev'] },
];

/** For the nightly tests besides: the other browser, unless FIREFOX_BIN names one, and loudspeakers for it. @type {SystemPackage[]} */
const nightlyPackages = [
  { name: 'firefox-esr', has: [process.env.FIREFOX_BIN ?? 'firefox-esr'] },
  { name: 'pulseaudio', has: ['pulseaudio'] },
];

/** An archive that gives no answer must not hold everything up for minutes. */
export const aptImpatience = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15'];

/**
 * The packages that are missing on this machine.
 * @param {{ worker: boolean, tests: boolean, nightly?: boolean | undefined }} purposes whether a worker is to be built, whether tests are to
 *   run, and whether the nightly ones
 * @param {(entry: string) => boolean} [isThere] whether a command or file exists
 * @returns {string[]} names as apt knows them
 */
export function missingPackages({ worker, tests, nightly }, isThere = isOnThisMachine) {
  const wanted = [
    ...(worker ? workerPackages : []),
    ...(tests ? testPackages : []),
    ...(nightly ? nightlyPackages : []),
  ];
  return wanted.filter(({ has }) => !has.every(isThere)).map(({ name }) => name);
}

/** Whether this process may install packages. */
export function mayInstallPackages() {
  const { root, apt } = thisMachine();
  return root && apt;
}

/**
 * Installs packages where that is allowed.
 * @param {string[]} names
 * @param {{ root: boolean, apt: boolean }} machine whether we are root, and whether this is Debian or Ubuntu
 * @throws {Problem} with the one command to run, where it is not allowed
 */
export async function installPackages(names, machine = thisMachine()) {
  if (names.length === 0) return;
  if (!machine.apt || !machine.root) throw new Problem(installAdvice(names, machine));
  await step(`system packages, which apt-get installs as root: ${names.join(' ')}`, async () => {
    const failure = `The system packages could not be installed: run "${aptCommand(names, '')}" as root and read what it says.`;
    const options = {
      log: 'system-packages',
      failure,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    const patience = ['-o', 'DPkg::Lock::Timeout=600'];
    // A foreign package list that cannot be reached does not matter, as long as the packages are found.
    await runLogged('apt-get', ['update', '-q', ...aptImpatience], options).catch(() => undefined);
    // An installation that was once interrupted must be finished before apt does anything else.
    await runLogged('dpkg', ['--configure', '-a'], options);
    await runLogged(
      'apt-get',
      ['install', '-q', '-y', '--no-install-recommends', ...patience, ...names],
      options,
    );
  });
}

/**
 * What the person has to do by hand.
 * @param {string[]} names
 * @param {{ root: boolean, apt: boolean }} machine
 */
export function installAdvice(names, { root, apt }) {
  return apt
    ? `Some system packages are missing and only root can install them: run "${aptCommand(names, root ? '' : 'sudo ')}", then this command again.`
    : `Some system packages are missing (by Debian's names: ${names.join(', ')}): install them with your system's package manager, then run this command again.`;
}

/**
 * @param {string[]} names
 * @param {string} become what stands before a command that needs root
 */
function aptCommand(names, become) {
  return `${become}apt-get update && ${become}apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

function thisMachine() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return {
    root: process.getuid?.() === 0,
    apt: /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release) && isOnThisMachine('apt-get'),
  };
}

/** @param {string} entry the absolute path of a file or the name of a command */
function isOnThisMachine(entry) {
  if (path.isAbsolute(entry)) return existsSync(entry);
  // The administrator's folders are not in every user's PATH.
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isExecutable(path.join(folder, entry)));
}
