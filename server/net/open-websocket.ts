// Has engine.io answer a request for a WebSocket, and keeps nothing of the request afterwards. Called by the socket transport.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server as Engine } from 'engine.io';

/**
 * engine.io 6.6 makes a response for middlewares, though there are none, and has it wait for the end of the TCP connection:
 * for as long as a socket stands, that holds the request, which is 4 kB of heap and 14 kB of memory. It alone waits with `once`.
 */
export function openWebSocket(
  engine: Pick<Engine, 'handleUpgrade'>,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): void {
  const before = new Set(stream.rawListeners('close'));
  engine.handleUpgrade(request, stream, head);
  for (const listener of stream.rawListeners('close'))
    if (!before.has(listener) && isOnce(listener)) stream.off('close', listener.listener);
}

/** What `once` registers: a function that knows the listener it calls. */
function isOnce(listener: unknown): listener is { readonly listener: () => void } {
  return typeof listener === 'function' && 'listener' in listener;
}
