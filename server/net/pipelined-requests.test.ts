import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openRequestsMax, PipelinedRequests } from './pipelined-requests.ts';

test('S2: a connection on which more is asked than is answered is ended, and nothing more of it is answered', () => {
  const requests = new PipelinedRequests();
  const socket = new Socket();
  for (let count = 0; count < openRequestsMax; count += 1) expect(requests.begin(socket)).toBe(true);
  expect(requests.begin(socket)).toBe(false);
  expect(socket.destroyed).toBe(true);
  expect(requests.begin(socket)).toBe(false);
});

test('one that waits for its answers may ask as often as it likes', () => {
  const requests = new PipelinedRequests();
  const socket = new Socket();
  for (let count = 0; count < 100 * openRequestsMax; count += 1) {
    expect(requests.begin(socket)).toBe(true);
    requests.end(socket);
  }
  expect(socket.destroyed).toBe(false);
});
