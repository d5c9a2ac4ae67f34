// The WebSockets beneath socket.io, with the limits for which engine.io has no option. Handed to it as its `wsEngine`.
import { type ServerOptions, WebSocketServer } from 'ws';

/** A WebSocket that is closed waits for the close frame of the other side; one that sends none is cut off after this. */
export const closeTimeoutMs = 1000;
const limits = {
  /** Browsers cut what a signalling frame may hold into a few parts at most; the library itself bears 16,384, which is 2 MB. */
  maxFragments: 64,
  /** A frame of 64 KB comes in 120 packets of the smallest usual size. Each that waits costs about 1 kB; engine.io bears 10,000. */
  maxBufferedChunks: 512,
  closeTimeout: closeTimeoutMs,
};

/** Made by engine.io, with its own options; ours come last. */
export class BoundedWebSockets extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...limits });
  }
}
