// Who may read the metrics of a real server, and what the pages cost its workers.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const token = 'a-token-that-nobody-guesses';
let open: ServerProcess;
let guarded: ServerProcess;

beforeAll(async () => {
  open = await startServer();
  guarded = await startServer({ env: { METRICS_TOKEN: token } });
});
afterAll(async () => {
  await Promise.all([open.stop(), guarded.stop()]);
});

async function read(
  { url }: ServerProcess,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; page: string }> {
  const { port } = new URL(url);
  const asked = request({ host: '127.0.0.1', port, path: '/metrics?packets=1', headers });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, page: await text(response) };
}

test('S2: a program of this machine reads the metrics, and what a proxy passes on does not', async () => {
  expect((await read(open, {})).page).toContain('plenum_sockets');
  for (const headers of [{ 'x-forwarded-for': '192.0.2.1' }, { host: 'evil.example' }]) {
    const { status, page } = await read(open, headers);
    expect(status).toBe(403);
    expect(page).not.toContain('plenum_sockets');
  }
});

test('S2: with METRICS_TOKEN its holder reads them, through a proxy too, and no other client', async () => {
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1', host: 'meet.example' };
  expect((await read(guarded, headers)).page).toContain('plenum_sockets');
  expect((await read(guarded, {})).status).toBe(403);
  expect((await read(guarded, { authorization: `Bearer ${token}x` })).status).toBe(403);
});
