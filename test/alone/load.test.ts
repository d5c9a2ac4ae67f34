// The load tester as operators run it, against a real server: what it measures. test/integration has what it refuses and how it ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { patient, runToEnd } from '../helpers/load-program.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

/** Each run starts several processes, which takes its time where others use the machine as well. */
vi.setConfig({ testTimeout: 180_000 });

let server: ServerProcess;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'plenum-load-test-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a run', () => {
  test('of talking people with H.264 brings every kind of figure, and pass', async () => {
    const { code, result, page, out } = await runToEnd(
      folder,
      'talk',
      'talk',
      '--url',
      server.url,
      '--seconds',
      '5',
      ...patient,
    );
    expect(result.reasons).toEqual([]);
    expect(result).toMatchObject({ joined: 4, notJoined: 0, verdict: 'pass' });
    expect(code).toBe(0);
    for (const media of [result.voice, result.video]) {
      expect(media.sent).toBeGreaterThan(100);
      expect(media.received).toBeGreaterThan(media.sent);
      expect(media.broken).toBeLessThanOrEqual(0.02 * media.frames);
      expect(media.delayMs.p50).toBeGreaterThan(0);
    }
    // Three others at 30 frames a second.
    expect(result.video.frames).toBeGreaterThan(4 * 3 * 30 * 4);
    expect(result.joinMs.p95).toBeGreaterThan(0);
    expect(result.server.cpuSeconds).toBeGreaterThan(0);
    expect(result.server.packets).toBeGreaterThan(0.9 * (result.voice.received + result.video.received));
    expect(result.server.packetsByKind['video']?.in).toBeGreaterThan(100);
    expect(result.server.workerMemoryBytes).toBeGreaterThan(2 ** 20);
    expect(out).toContain('verdict: pass');
    expect(page).toContain('<svg');
  });

  test('of a class with JPEG, dealt out to two processes, uses the same accounts again', async () => {
    const args = [
      'class',
      '--url',
      server.url,
      '--seconds',
      '3',
      '--listeners',
      '3',
      '--video',
      'jpeg',
      '--workers',
      '2',
    ];
    const { result } = await runToEnd(folder, 'class', ...args, ...patient);
    expect(result).toMatchObject({ joined: 4, verdict: 'pass' });
    expect(result.generator.processes).toBe(2);
    expect(result.video.sent).toBeGreaterThanOrEqual(20);
    expect(result.video.received).toBeGreaterThanOrEqual(3 * 20);
    expect(result.video.broken).toBe(0);
    expect(result.server.packetsByKind['pictures']?.out).toBeGreaterThanOrEqual(3 * 20);
  });
});
