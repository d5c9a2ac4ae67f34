import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from './places.mjs';
import { patchSource } from './worker-build.mjs';
import { prebuiltUrl } from './worker-prebuilt.mjs';
import { findWorker, runsHere, workerPlaces } from './worker.mjs';

const machine = { platform: 'linux', arch: 'arm64', release: '6.1.0-13-arm64' };

test('the prebuilt worker is asked for by version, machine and kernel', () => {
  expect(prebuiltUrl('3.27.1', machine, {})).toBe(
    'https://github.com/versatica/mediasoup/releases/download/3.27.1/mediasoup-worker-3.27.1-linux-arm64-kernel6.tgz',
  );
});

test('a mirror named by upstream’s variable is asked instead', () => {
  const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'https://mirror.example/mediasoup' };
  expect(prebuiltUrl('3.27.1', machine, env)).toMatch(/^https:\/\/mirror\.example\/mediasoup\/3\.27\.1\//);
});

test('the source of the installed mediasoup has every passage that the build changes, and no other will do', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'plenum-patches-'));
  try {
    const source = path.join(rootFolder, 'node_modules/mediasoup/worker');
    for (const part of ['src', 'include', 'meson.build'])
      cpSync(path.join(source, part), path.join(folder, part), { recursive: true });
    await patchSource(folder, { isPlain: false });
    const socket = readFileSync(path.join(folder, 'src/handles/UdpSocketHandle.cpp'), 'utf8');
    expect(socket).toContain('OutgoingDatagrams::Take(this, data, len, addr, cb)');
    await expect(patchSource(folder, { isPlain: true })).rejects.toThrow(
      /no longer has a passage of .*1-needed/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a program that is not a worker, or is not there, does not count as a worker', async () => {
  expect(await runsHere('/bin/true')).toBe(false);
  expect(await runsHere('/nowhere/mediasoup-worker')).toBe(false);
});

test('a worker named by the environment that does not run is refused with its name', async () => {
  await expect(findWorker('/nowhere', { MEDIASOUP_WORKER_BIN: '/bin/true' })).rejects.toThrow(
    /MEDIASOUP_WORKER_BIN is \/bin\/true/,
  );
});

test('tests run with the worker that is built here alone, and a host with upstream’s where there is no other', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'plenum-workers-'));
  const put = (/** @type {string} */ place) => {
    mkdirSync(path.dirname(place), { recursive: true });
    // As a worker ends that was not started as a child.
    writeFileSync(place, '#!/bin/sh\nexit 41\n', { mode: 0o755 });
  };
  try {
    const { built, prebuilt } = workerPlaces(cache);
    put(prebuilt);
    expect(await findWorker(cache, {})).toBe(prebuilt);
    expect(await findWorker(cache, {}, { tests: true })).toBeNull();
    put(built);
    expect(await findWorker(cache, {})).toBe(built);
    expect(await findWorker(cache, {}, { tests: true })).toBe(built);
  } finally {
    rmSync(cache, { recursive: true });
  }
});
