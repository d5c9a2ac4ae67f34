// Who may have the server collect its garbage before it tells of its memory.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServer({ env: { UNCOUNTED_ADDRESSES: '127.0.0.1' } });
});
afterAll(async () => {
  await server.stop();
});

test('a machine that puts the server under load is told what is left of the heap', async () => {
  expect(await readMetrics('127.0.0.1')).toMatch(/^plenum_heap_collected_bytes \d{7,}$/m);
});

test('strangers cannot stop the server by having its garbage collected', async () => {
  const told = await readMetrics('127.0.0.2');
  expect(told).toContain('plenum_sockets');
  expect(told).not.toContain('plenum_heap_collected_bytes');
});

/** @param localAddress from which it is asked */
async function readMetrics(localAddress: string): Promise<string> {
  const { port } = new URL(server.url);
  const asked = get({ host: '127.0.0.1', port, path: '/metrics?collected=1', localAddress });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return text(response);
}
