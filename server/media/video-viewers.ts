// How one peer watches the pictures of others: which layers it has and wants, and when it begins. Owned by peer-consumers.
import type { types } from 'mediasoup';
import type { LayerRequests } from './layer-requests.ts';
import { JpegConsumer } from './jpeg-consumer.ts';
import type { Viewer } from './plan-layers.ts';

type AnyConsumer = types.Consumer | JpegConsumer;

export interface VideoViewersParts {
  /** Over which the pictures go to the peer. */
  readonly receiveTransport: types.WebRtcTransport;
  /** Learns which layers of the room's pictures are watched. */
  readonly layerRequests: LayerRequests;
  /** A viewer needs a whole picture of this producer. */
  readonly wantPicture: (producerId: string) => void;
}

export class VideoViewers {
  readonly #parts: VideoViewersParts;

  constructor(parts: VideoViewersParts) {
    this.#parts = parts;
  }

  /** Follows a new consumer of H.264, whose layers the worker changes by itself when the line changes. */
  follow(consumer: types.Consumer): void {
    consumer.on('layerschange', () => this.tell(consumer.id, consumer));
  }

  /** A consumer was let flow, stopped, or wants another layer. */
  tell(consumerId: string, consumer: AnyConsumer): void {
    this.#parts.layerRequests.see(consumer.producerId, consumerId, viewerOf(consumer));
  }

  /**
   * A consumer begins to flow. A JPEG one asks for a whole picture by itself; for H.264 the worker asks, but what is lost
   * of that it repeats only after a second. Before encryption stands the worker alone asks, as soon as it does: a picture that
   * comes earlier would not reach the viewer, and browsers do not send another for 300 ms.
   */
  begin(consumer: AnyConsumer): void {
    const { receiveTransport, wantPicture } = this.#parts;
    if (consumer instanceof JpegConsumer || consumer.kind !== 'video') return;
    if (receiveTransport.dtlsState === 'connected') wantPicture(consumer.producerId);
  }

  forget(consumerId: string, producerId: string): void {
    this.#parts.layerRequests.see(producerId, consumerId, undefined);
  }
}

/** `undefined` for one that does not flow. A picture without layers has one, and every viewer has it. */
function viewerOf(consumer: AnyConsumer): Viewer | undefined {
  if (consumer instanceof JpegConsumer) return consumer.wanted ? { preferred: 0, current: 0 } : undefined;
  if (consumer.paused || consumer.closed) return undefined;
  if (consumer.preferredLayers === undefined) return { preferred: 0, current: 0 };
  return {
    preferred: consumer.preferredLayers.spatialLayer,
    current: consumer.currentLayers?.spatialLayer,
  };
}
