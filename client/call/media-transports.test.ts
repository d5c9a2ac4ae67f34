import { EventEmitter } from 'node:events';
import type { Device } from 'mediasoup-client/types';
import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { openedMedia } from './fake-media.ts';
import { FakeSignalling, settled } from '../link/fake-signalling.ts';
import { openMediaTransports } from './media-transports.ts';

class FakeTransport extends EventEmitter {
  readonly id: string;
  connectionState = 'new';
  closed = false;
  readonly restarts: unknown[] = [];

  constructor(id: string) {
    super();
    this.id = id;
  }

  async restartIce(options: unknown): Promise<void> {
    this.restarts.push(options);
  }

  become(state: string): void {
    this.connectionState = state;
    this.emit('connectionstatechange', state);
  }

  close(): void {
    this.closed = true;
  }
}

async function open() {
  const server = new FakeSignalling();
  const [send, receive] = [new FakeTransport('send'), new FakeTransport('receive')];
  const flows: boolean[] = [];
  const device = {
    createSendTransport: () => send,
    createRecvTransport: () => receive,
  } as unknown as Device;
  const link = await openMediaTransports(
    server.signalling,
    openedMedia(),
    (flowing) => flows.push(flowing),
    async () => ({ device }),
  );
  return { server, send, receive, flows, link };
}

test('packets flow as long as both transports find their way, and again when both have found it', async () => {
  const { send, receive, flows, link } = await open();
  expect(link.flowing).toBe(true);
  send.become('connected');
  send.become('disconnected');
  receive.become('failed');
  send.become('connecting');
  send.become('connected');
  expect(link.flowing).toBe(false);
  receive.become('connected');
  expect([link.flowing, flows]).toEqual([true, [false, true]]);
});

test('what is produced is known by the id that the server answers; a refusal is handed on', async () => {
  const { server, send } = await open();
  const ids: unknown[] = [];
  const failures: unknown[] = [];
  const done = (made: unknown) => ids.push(made);
  const fail = (error: unknown) => failures.push(error);
  const facts = { source: 'microphone', codec: 'opus', paused: false };
  const rtpParameters = { codecs: [], mid: undefined };
  send.emit('produce', { rtpParameters, appData: facts }, done, fail);
  send.emit('producedata', { sctpStreamParameters: { streamId: 3 }, appData: facts }, done, fail);
  expect(server.asked[0]?.input).toEqual({ ...facts, rtpParameters: { codecs: [] } });
  server.waiting('media:produce').answer({ producerId: 'p' });
  const refusal = new RequestError('source-already-on');
  server.waiting('media:produce-data').refuse(refusal);
  await settled();
  expect([ids, failures]).toEqual([[{ id: 'p' }], [refusal]]);
});

test('another way is looked for by each transport that has begun, after what the server missed was said again', async () => {
  const { server, send, receive, link } = await open();
  receive.emit('connect', { dtlsParameters: { fingerprints: [] } }, () => undefined);
  server.breakConnection();
  server.online = true;
  receive.become('connected');
  const restarted = link.restartIce();
  server.waiting('media:connect').answer({});
  await settled();
  const iceParameters = { usernameFragment: 'u', password: 'p' };
  server.waiting('media:restart-ice').answer({ iceParameters });
  await restarted;
  expect(receive.restarts).toEqual([{ iceParameters: { ...iceParameters, iceLite: true } }]);
  expect(send.restarts).toEqual([]);
  link.close();
  expect([send.closed, receive.closed, link.closed]).toEqual([true, true, true]);
});
