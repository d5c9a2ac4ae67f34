// Cuts off windows that do not read what they are sent, before it piles up. Hung onto the socket door's engine.
import type { EventEmitter } from 'node:events';

/** Waiting for one window; the largest answer has some 160 kB. Copies and framing included it stays below 1 MB of memory. */
export const unreadMaxBytes = 384 * 1024;

interface Packet {
  readonly data?: unknown;
}

/** The parts of an Engine.IO connection that tell what waits. */
export interface EngineConnection extends EventEmitter {
  /** Not yet handed to the transport. */
  readonly writeBuffer: readonly Packet[];
  readonly transport: EventEmitter & { readonly socket: { terminate(): void } };
}

/**
 * From now on the connection is broken off as soon as more than `unreadMaxBytes` wait for it; its window may come back.
 * @param onCut told when that happens
 */
export function cutWhenSlow(connection: EngineConnection, onCut: (waitingBytes: number) => void): void {
  let waitingBytes = 0;
  let isCut = false;
  connection.on('packetCreate', (packet: Packet) => {
    waitingBytes += bytesOf(packet);
    if (waitingBytes <= unreadMaxBytes || isCut) return;
    isCut = true;
    onCut(waitingBytes);
    connection.transport.socket.terminate();
  });
  // The system has taken what the transport was given; what came meanwhile stands in the buffer.
  connection.transport.on('drain', () => {
    waitingBytes = connection.writeBuffer.reduce((sum, packet) => sum + bytesOf(packet), 0);
  });
}

function bytesOf({ data }: Packet): number {
  return typeof data === 'string' || Buffer.isBuffer(data) ? Buffer.byteLength(data) : 0;
}
