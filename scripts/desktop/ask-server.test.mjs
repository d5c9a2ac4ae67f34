import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { askServer } from './ask-server.mjs';

const server = createServer();

afterEach(() => server.removeAllListeners('request').close());

/** @param {string} body what it answers to everything */
async function serve(body) {
  server.on('request', (_request, response) => response.end(body)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${server.address().port}/`;
}

test.each([
  ['{"status":"ok"}', 'plenum'],
  ['{"status":"unavailable"}', 'plenum'],
  ['<html>Another program</html>', 'other'],
  ['x'.repeat(100_000), 'other'],
])('a server that says %.30s is judged as %s', async (body, answer) => {
  expect(await askServer(await serve(body))).toBe(answer);
});

test('an address where nothing listens is silent', async () => {
  const address = await serve('');
  await new Promise((resolve) => server.close(resolve));
  expect(await askServer(address)).toBe('silent');
});
