// Upstream's prebuilt mediasoup worker, where its download can be reached; called by set-up before any build.
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import path from 'node:path';
import { download } from './download.mjs';
import { inTemporaryFolder } from './places.mjs';
import { runsHere } from './worker.mjs';

const releases = 'https://github.com/versatica/mediasoup/releases/download';

/**
 * The address of a version's archive for one kind of machine.
 * @param {string} version mediasoup's
 * @param {{ platform: string, arch: string, release: string }} machine `release`: the kernel's, as `os.release()` says
 * @param {NodeJS.ProcessEnv} env `MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL` (upstream's variable) names a mirror
 */
export function prebuiltUrl(version, machine, env) {
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || releases;
  const kernel = machine.platform === 'linux' ? `-kernel${machine.release.split('.')[0]}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${machine.platform}-${machine.arch}${kernel}.tgz`;
}

/**
 * Downloads the worker, tries it, and puts it at its place.
 * @param {string} version
 * @param {string} place where the executable belongs
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} false when it cannot be had or does not run here: nothing is left behind then
 */
export async function fetchPrebuilt(version, place, env) {
  const url = prebuiltUrl(version, { platform: platform(), arch: arch(), release: release() }, env);
  const archive = await download(url);
  if (!archive) return false;
  return inTemporaryFolder(`${path.dirname(place)}.`, async (folder) => {
    const file = path.join(folder, 'worker.tgz');
    writeFileSync(file, archive);
    const unpacked = spawnSync('tar', ['xzf', file, '-C', folder, 'mediasoup-worker'], { stdio: 'ignore' });
    if (unpacked.status !== 0 || !(await runsHere(path.join(folder, 'mediasoup-worker')))) return false;
    mkdirSync(path.dirname(place), { recursive: true });
    renameSync(path.join(folder, 'mediasoup-worker'), place);
    return true;
  });
}
