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
    openLimited(router, webRtcServer, ask, (send) => send.setMaxIncomingBitrate(incomingBitrateMaxBps)),
    openLimited(router, webRtcServer, ask, (receive) => receive.setMaxOutgoingBitrate(outgoingBitrateMaxBps)),
  ]);
  const [send, receive] = opened.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  if (send !== undefined && receive !== undefined && stillIn()) return { send, receive };
  send?.close();
  receive?.close();
  throw new RequestError(stillIn() ? 'media-unavailable' : 'not-in-room');
}

/** @param limit says how much may pass: of what the peer sends, or of what it is sent */
async function openLimited(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  ask: Ask,
  limit: (transport: types.WebRtcTransport) => Promise<void>,
): Promise<types.WebRtcTransport> {
  const transport = await ask(() => router.createWebRtcTransport({ webRtcServer, ...transportOptions }));
  try {
    await ask(() => limit(transport));
    return transport;
  } catch (error) {
    transport.close();
    throw error;
  }
}
