// The bare mediasoup worker as a process: one router per room, transports as Plenum's, and nothing else. It answers those requests of
// the protocol that a peer's media needs, over HTTP, without looking at who asks. Started by bare-worker.ts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { findWorkerBin } from '../../../../../server/media/worker-bin.ts';
import { BarePeer } from './bare-peer.ts';
import { routerCodecs } from '../../../../../server/media/media-settings.ts';
import { openTransports } from '../../../../../server/media/open-transports.ts';

const projectDir = new URL('../../../../../', import.meta.url).pathname;

/** What the process tells its parent, once it answers. */
export interface BareWorkerReady {
  readonly url: string;
  readonly workerPid: number;
}

const worker = await mediasoup.createWorker({
  workerBin: await findWorkerBin(process.env, projectDir),
  logLevel: 'none',
});
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
});
const routers = new Map<string, Promise<types.Router>>();
const peers = new Map<string, BarePeer>();
const producers = new Map<string, types.Producer | types.DataProducer>();

async function enter(peerId: string, input: Record<string, unknown>): Promise<unknown> {
  const room = String(input['number']);
  const opening = routers.get(room) ?? worker.createRouter({ mediaCodecs: routerCodecs });
  routers.set(room, opening);
  const transports = await openTransports(
    await opening,
    webRtcServer,
    (question) => question(),
    () => true,
  );
  const peer = new BarePeer(transports, input['rtpCapabilities'] as types.RtpCapabilities, producers);
  peers.set(peerId, peer);
  return peer.describe(peerId, room);
}

async function answer(peerId: string, name: string, input: Record<string, unknown>): Promise<unknown> {
  if (name === 'room:join') return enter(peerId, input);
  const peer = peers.get(peerId);
  if (peer === undefined) throw new Error(`No peer ${peerId} is in a room.`);
  if (name === 'room:leave') peers.delete(peerId);
  return peer.answer(name, input);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, peerId = '', name = ''] = (request.url ?? '').split('/');
  try {
    const input = (await json(request)) as Record<string, unknown>;
    response.end(JSON.stringify(await answer(peerId, name, input)));
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
}

const door = createServer((request, response) => void serve(request, response));
door.listen(0, '127.0.0.1', () => {
  const { port } = door.address() as AddressInfo;
  const ready: BareWorkerReady = { url: `http://127.0.0.1:${port}`, workerPid: worker.pid };
  process.send?.(ready);
});
process.once('disconnect', () => process.exit(0));
