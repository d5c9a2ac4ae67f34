// Which tiles of a JPEG source are still worth decoding: the newest of each place. Pure; used by the decoding worker.
import { pictureTilesMax } from '../../protocol/limits.ts';
import type { PicturePacket } from '../../protocol/media/picture-packet.ts';

export interface PictureQueue {
  /** Takes in a tile; an older one of the same place that still waits gives way, a stale one is left out. */
  push(packet: PicturePacket): void;
  /** The tile to decode next; `undefined` when none waits. */
  take(): PicturePacket | undefined;
}

/** Sequence numbers wrap at 2^32; a difference of more than half of that means the other direction. */
function isNewer(sequence: number, than: number): boolean {
  const ahead = (sequence - than) >>> 0;
  return ahead > 0 && ahead < 0x8000_0000;
}

export function createPictureQueue(): PictureQueue {
  const waiting = new Map<string, PicturePacket>();
  /** Newest sequence number per place, waiting or taken. */
  const newest = new Map<string, number>();
  let size = '';
  let sizeSequence: number | undefined;

  return {
    push(packet) {
      const packetSize = `${packet.width}x${packet.height}`;
      if (packetSize !== size) {
        // Tiles from before the change would be drawn over a picture of another size.
        if (sizeSequence !== undefined && !isNewer(packet.sequence, sizeSequence)) return;
        waiting.clear();
        newest.clear();
        size = packetSize;
        sizeSequence = packet.sequence;
      }
      const place = `${packet.x},${packet.y}`;
      const known = newest.get(place);
      // No sender cuts a picture into so many tiles, and each is kept until the size changes.
      if (known === undefined && newest.size >= pictureTilesMax) return;
      if (known !== undefined && !isNewer(packet.sequence, known)) return;
      newest.set(place, packet.sequence);
      waiting.delete(place);
      waiting.set(place, packet);
    },
    take() {
      const [next] = waiting;
      if (next === undefined) return undefined;
      waiting.delete(next[0]);
      return next[1];
    },
  };
}
