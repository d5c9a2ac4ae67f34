// Bounds into how many parts a WebSocket message may be cut: each costs far more memory than its bytes. Called by the socket door.
import type { Server as HttpServer } from 'node:http';

/** Browsers cut what a signalling frame may hold into a few parts at most; the library itself bears 16,384, which is 2 MB. */
const fragmentsMax = 64;
/** A frame of 64 KB comes in 120 packets of the smallest usual size. Each that waits costs about 1 kB, and the library bears 262,144. */
const chunksMax = 512;

/** What of the library's WebSocket server is set here; it reads this again for every socket that opens. */
interface WebSocketHolder {
  readonly ws: { readonly options: { maxFragments: number; maxBufferedChunks: number } };
}

/**
 * Whoever sends a message in more parts is cut off (close code 1008).
 * @param engine the Engine.IO server beneath socket.io, which makes its WebSocket server anew whenever HTTP begins to listen
 */
export function boundParts(engine: object, httpServer: HttpServer): void {
  const bound = (): void => {
    const { options } = (engine as WebSocketHolder).ws;
    options.maxFragments = fragmentsMax;
    options.maxBufferedChunks = chunksMax;
  };
  bound();
  httpServer.on('listening', bound);
}
