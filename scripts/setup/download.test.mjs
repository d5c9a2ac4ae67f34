import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { download } from './download.mjs';

let server = createServer();
let address = '';

beforeEach(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.url === '/file' ? 200 : 404;
    response.end('content');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${server.address().port}`;
});
afterEach(() => server.close());

test('a file that is there is fetched whole', async () => {
  expect(String(await download(`${address}/file`))).toBe('content');
});

test('a file that is not there is no file', async () => {
  expect(await download(`${address}/other`)).toBe(null);
});

test('a place that does not answer is no file', async () => {
  server.close();
  expect(await download(`${address}/file`)).toBe(null);
});
