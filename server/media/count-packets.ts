// Counts what streams have carried, by asking the worker that carries them. Used by a peer's producers and consumers.
import type { types } from 'mediasoup';
import { JpegConsumer } from './jpeg-consumer.ts';
import type { Ask } from './worker-questions.ts';

/** Packets of voice and video, or whole pictures of JPEG. */
export interface PacketCount {
  readonly kind: 'voice' | 'video' | 'pictures';
  readonly direction: 'in' | 'out';
  readonly count: number;
}

type Stream = types.Producer | types.DataProducer | types.Consumer | JpegConsumer;

/**
 * A stream that closes meanwhile is left out.
 * @param ask the way to the worker that carries them
 */
export async function countPackets(
  direction: PacketCount['direction'],
  streams: Iterable<Stream>,
  ask: Ask,
): Promise<PacketCount[]> {
  const counts = Array.from(streams, async (stream): Promise<PacketCount[]> => {
    try {
      return [{ kind: kindOf(stream), direction, count: await ask(() => countOne(stream, direction)) }];
    } catch {
      return [];
    }
  });
  return (await Promise.all(counts)).flat();
}

function kindOf(stream: Stream): PacketCount['kind'] {
  if (!('kind' in stream)) return 'pictures';
  return stream.kind === 'audio' ? 'voice' : 'video';
}

async function countOne(stream: Stream, direction: PacketCount['direction']): Promise<number> {
  if (stream instanceof JpegConsumer) return stream.countSent();
  const stats: readonly object[] = await stream.getStats();
  return stats.reduce((sum: number, entry) => sum + countOf(entry, direction), 0);
}

/** Of a consumer the worker also tells what came in for it, which is no packet more. */
function countOf(
  entry: { type?: string; packetCount?: number; messagesReceived?: number },
  direction: PacketCount['direction'],
): number {
  if (entry.messagesReceived !== undefined) return entry.messagesReceived;
  return entry.type === `${direction}bound-rtp` ? (entry.packetCount ?? 0) : 0;
}
