// Ends HTTP connections on which more is asked than is answered. Used by the HTTP transport, before anything else looks at a request.
import type { Socket } from 'node:net';

/**
 * Requests one connection may have open. Browsers and proxies wait for an answer before they ask again over HTTP/1.1; a client
 * that does not makes the server read 64 kB of requests at once, a thousand, and all others wait for them.
 */
export const openRequestsMax = 8;

/** Counts the requests of each connection that are not answered yet, and closes a connection that has more than `openRequestsMax`. */
export class PipelinedRequests {
  readonly #open = new WeakMap<Socket, number>();

  /** A request has come. @returns whether it may be answered; otherwise its connection is gone */
  begin(socket: Socket): boolean {
    if (socket.destroyed) return false;
    const open = (this.#open.get(socket) ?? 0) + 1;
    this.#open.set(socket, open);
    if (open > openRequestsMax) socket.destroy();
    return open <= openRequestsMax;
  }

  /** An answer is out, or its connection is gone. */
  end(socket: Socket): void {
    this.#open.set(socket, Math.max(0, (this.#open.get(socket) ?? 0) - 1));
  }
}
