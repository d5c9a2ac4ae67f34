// Opens the two transports of a peer on the worker of its room. Used by the relay.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import { incomingBitrateMaxBps, outgoingBitrateMaxBps, transportOptions } from './media-settings.ts';
import type { Ask } from './worker-questions.ts';

export interface Transports {
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
}

/**
 * Both, or none.
 * @param ask the way of the peer to the worker
 * @param stillIn asked after the opening, whether the peer is still in the room
 * @throws RequestError `media-unavailable` when the worker died meanwhile, `not-in-room` when the peer has gone
 */
export async function openTransports(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  ask: Ask,
  stillIn: () => boolean,
): Promise<Transports> {
  const opened = await Promise.allSettled([
    openSending(router, webRtcServer, ask),
    openReceiving(router, webRtcServer, ask),
  ]);
  const [send, receive] = opened.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  if (send !== undefined && receive !== undefined && stillIn()) return { send, receive };
  send?.close();
  receive?.close();
  throw new RequestError(stillIn() ? 'media-unavailable' : 'not-in-room');
}

/** What the peer may send is limited; nothing can be produced on the other. */
async function openSending(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  ask: Ask,
): Promise<types.WebRtcTransport> {
  const transport = await ask(() => router.createWebRtcTransport({ webRtcServer, ...transportOptions }));
  await ask(() => transport.setMaxIncomingBitrate(incomingBitrateMaxBps));
  return transport;
}

/** What the peer is sent is limited. */
async function openReceiving(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  ask: Ask,
): Promise<types.WebRtcTransport> {
  const transport = await ask(() => router.createWebRtcTransport({ webRtcServer, ...transportOptions }));
  await ask(() => transport.setMaxOutgoingBitrate(outgoingBitrateMaxBps));
  return transport;
}
