// The search for the limit, against a server whose limit is known.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { patient, runToEnd } from '../helpers/load-program.ts';
import { startServer } from '../helpers/server.ts';

test('a run that looks for the limit finds how many rooms the server lets in, and says why no more', {
  timeout: 180_000,
}, async () => {
  const small = await startServer({ env: { PEERS_MAX: '6' } });
  onTestFinished(async () => void (await small.stop()));
  const folder = mkdtempSync(join(tmpdir(), 'plenum-find-limit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const args = ['--url', small.url, '--publishers', '2', '--rooms', '2', '--seconds', '1', ...patient];
  const { code, result, out } = await runToEnd(folder, 'limit', 'find-limit', ...args);
  expect(result.limit).toEqual({ rooms: 3, people: 6 });
  expect(result.steps?.map(({ rooms, isGood }) => [rooms, isGood])).toEqual([
    [2, true],
    [4, false],
    [4, false],
    [3, true],
    [3, true],
  ]);
  expect(out).toMatch(/one step more +2 of 8 people did not get in/);
  expect(code).toBe(0);
});
