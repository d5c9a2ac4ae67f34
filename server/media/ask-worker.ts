// What the worker does not do, in the words of the protocol. Used for everything a peer asks of its own media.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';

/**
 * The worker's answer to something asked over a transport.
 * @throws RequestError `media-rejected` when it refuses, `media-unavailable` when it is gone, and the transport with it,
 * `too-often` when too much of the same asker waits already
 */
export async function askWorker<T>(transport: types.WebRtcTransport, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError(transport.closed ? 'media-unavailable' : 'media-rejected');
  }
}
