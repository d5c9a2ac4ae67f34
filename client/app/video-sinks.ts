// Brings pictures and elements together, whichever comes first: tracks and JPEG receivers on one side, tiles on the other.
import type { JpegReceiver, PictureStats } from '../media/picture-contract.ts';
import { attachTrack } from '../media/video-tile.ts';

/** Where a picture comes from: a track for H.264 and own sources, a receiver for JPEG. */
export type PictureOrigin =
  | { readonly kind: 'track'; readonly track: MediaStreamTrack }
  | { readonly kind: 'jpeg'; readonly receiver: JpegReceiver };

type PictureElement = HTMLVideoElement | HTMLCanvasElement;

interface Display {
  stats(): PictureStats | undefined;
  end(): void;
}

interface VideoSink {
  origin: PictureOrigin | undefined;
  readonly elements: Map<PictureElement, Display | undefined>;
}

/** Called when the widest element of a source changes, in CSS pixels; 0 when nothing shows it any more. */
export type WidthListener = (producerId: string, cssWidth: number) => void;

export class VideoSinks {
  readonly #sinks = new Map<string, VideoSink>();
  readonly #widths: ResizeObserver;
  readonly #producerOf = new Map<Element, string>();
  readonly #onWidth: WidthListener;
  readonly #onOversize: (producerId: string) => void;

  /** @param onOversize called when the pictures of a source are larger than any that a client sends */
  constructor(onWidth: WidthListener, onOversize: (producerId: string) => void) {
    this.#onWidth = onWidth;
    this.#onOversize = onOversize;
    this.#widths = new ResizeObserver((entries) => {
      for (const producerId of new Set(entries.map(({ target }) => this.#producerOf.get(target)))) {
        if (producerId !== undefined) this.#reportWidth(producerId);
      }
    });
  }

  /** The picture has arrived (or came anew); elements that wait for it show it. */
  setOrigin(producerId: string, origin: PictureOrigin): void {
    const stand = this.#requireStand(producerId);
    stand.origin = origin;
    for (const [element, showing] of stand.elements) {
      showing?.end();
      stand.elements.set(element, this.#start(producerId, origin, element));
    }
  }

  /** The source is over. */
  removeOrigin(producerId: string): void {
    const stand = this.#sinks.get(producerId);
    if (!stand) return;
    stand.origin = undefined;
    for (const [element, showing] of stand.elements) {
      showing?.end();
      stand.elements.set(element, undefined);
    }
    this.#forgetWhenEmpty(producerId);
  }

  /** Shows a source in an element from now on; returns the end. */
  show(producerId: string, element: PictureElement): () => void {
    const stand = this.#requireStand(producerId);
    stand.elements.set(element, stand.origin && this.#start(producerId, stand.origin, element));
    this.#producerOf.set(element, producerId);
    this.#widths.observe(element);
    this.#reportWidth(producerId);
    return () => {
      stand.elements.get(element)?.end();
      stand.elements.delete(element);
      this.#producerOf.delete(element);
      this.#widths.unobserve(element);
      this.#reportWidth(producerId);
      this.#forgetWhenEmpty(producerId);
    };
  }

  /** How the picture of a source does, from the first element that shows it. */
  statsOf(producerId: string): PictureStats | undefined {
    for (const showing of this.#sinks.get(producerId)?.elements.values() ?? []) {
      const stats = showing?.stats();
      if (stats) return stats;
    }
    return undefined;
  }

  /** The widest element that shows a source, in CSS pixels; 0 when none does. */
  widthOf(producerId: string): number {
    const elements = Array.from(this.#sinks.get(producerId)?.elements.keys() ?? []);
    return elements.length === 0 ? 0 : Math.max(1, ...elements.map((element) => element.clientWidth));
  }

  #start(producerId: string, origin: PictureOrigin, element: PictureElement): Display | undefined {
    return show(origin, element, () => this.#onOversize(producerId));
  }

  #requireStand(producerId: string): VideoSink {
    const stand = this.#sinks.get(producerId) ?? { origin: undefined, elements: new Map() };
    this.#sinks.set(producerId, stand);
    return stand;
  }

  #forgetWhenEmpty(producerId: string): void {
    const stand = this.#sinks.get(producerId);
    if (stand && !stand.origin && stand.elements.size === 0) this.#sinks.delete(producerId);
  }

  #reportWidth(producerId: string): void {
    this.#onWidth(producerId, this.widthOf(producerId));
  }
}

/** Starts showing; `undefined` when the element is not of the kind that the origin needs. */
function show(origin: PictureOrigin, element: PictureElement, onOversize: () => void): Display | undefined {
  if (origin.kind === 'track' && element instanceof HTMLVideoElement) {
    const shown = attachTrack(origin.track, element, onOversize);
    return { stats: shown.stats, end: shown.detach };
  }
  if (origin.kind === 'jpeg' && element instanceof HTMLCanvasElement) {
    return { stats: () => origin.receiver.stats(), end: origin.receiver.show(element) };
  }
  return undefined;
}
