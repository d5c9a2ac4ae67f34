// The bench for bad networks itself: a short meeting over a line that is cut, its command line, and what it leaves behind.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { perfectLink } from '../netlab/impairment.ts';
import { openLabNetwork, requireLab } from '../netlab/lab-network.ts';
import { listNamespaces, nameStart } from '../netlab/namespaces.ts';
import { runScenario } from '../netlab/run-scenario.ts';

const command = path.resolve(import.meta.dirname, '../netlab/netlab.ts');
/** Two browsers start and a meeting of some seconds is held, on a machine that may be busy. */
const meetingTimeoutMs = 180_000;

function namespacesOf(pid: number | undefined): string[] {
  return listNamespaces().filter((name) => name.startsWith(nameStart('plenum-netlab-', pid ?? 0)));
}

async function startUntilNamespacesExist(): Promise<ChildProcess> {
  const bench = spawn(process.execPath, [command, '--scenario', 'clean'], { stdio: 'ignore' });
  await expect.poll(() => namespacesOf(bench.pid).length, { timeout: 60_000 }).toBe(3);
  return bench;
}

test(
  'a line that is cut for three seconds is heard and seen as one, and nothing gets around it',
  async () => {
    const whole = { ...perfectLink, delayMs: 5 };
    const cut = [
      { ...whole, fromMs: 0 },
      { ...whole, loss: 1, fromMs: 2000 },
      { ...whole, fromMs: 5000 },
    ];
    const line = [{ ...whole, fromMs: 0 }];
    const { voice, pictures, ...rest } = await runScenario({
      scenario: {
        name: 'cut-3s',
        sentence: 'A cut of three seconds.',
        seconds: 9,
        talker: { up: line, down: line },
        listener: { up: cut, down: cut },
      },
      seed: 1,
      speechPath: makeSpeech(48_000).path,
      clipPath: makeClip(),
    });
    console.log(JSON.stringify({ voice, pictures }));
    expect(rest).toEqual({ scenario: 'cut-3s', seed: 1 });
    expect(voice.effectiveLoss).toBeGreaterThan(0.2);
    expect(voice.effectiveLoss).toBeLessThan(0.9);
    expect(voice.longestGapMs).toBeGreaterThan(1500);
    expect(voice.backAfterCutMs).toBeGreaterThanOrEqual(0);
    expect(voice.mouthToEarMs.p50).toBeGreaterThan(10);
    expect(voice.levelErrorDb).toBeLessThan(6);
    expect(voice.bytes.received).toBeLessThan(voice.bytes.sent);
    expect(pictures.longestFreezeMs).toBeGreaterThan(2500);
    expect(pictures.framesPerSecond).toBeGreaterThan(1);
    expect(pictures.firstFrameMs).toBeGreaterThan(0);
    expect(namespacesOf(process.pid)).toEqual([]);
  },
  meetingTimeoutMs,
);

describe('the namespaces of a bench', () => {
  test('are gone when it was interrupted', async () => {
    const bench = await startUntilNamespacesExist();
    bench.kill('SIGINT');
    expect(await once(bench, 'exit')).toEqual([130, null]);
    expect(namespacesOf(bench.pid)).toEqual([]);
  });

  test('that was killed are removed by the next one, with all that still ran in them', async () => {
    const bench = await startUntilNamespacesExist();
    bench.kill('SIGKILL');
    await once(bench, 'exit');
    expect(namespacesOf(bench.pid)).toHaveLength(3);
    openLabNetwork().close();
    expect(namespacesOf(bench.pid)).toEqual([]);
    expect(namespacesOf(process.pid)).toEqual([]);
  });
});

describe('one sentence', () => {
  test('is the answer to a wrong scenario', () => {
    const { status, stderr } = spawnSync(process.execPath, [command, '--scenario', 'mars'], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^There is no scenario "mars": .*\.\n$/);
    expect(status).toBe(1);
  });

  test('says what cannot be done without root', () => {
    expect(() => requireLab(1000)).toThrow(/^Network namespaces can only be made by root: [^\n]*\.$/);
  });
});
