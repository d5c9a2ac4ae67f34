// What the page and the effect worker tell each other.
import type { Effect, EffectCost } from './effect-contract.ts';

/** Page to worker. */
export type EffectRequest =
  | {
      readonly kind: 'start';
      readonly frames: ReadableStream<VideoFrame>;
      readonly pictures: WritableStream<VideoFrame>;
    }
  /** From now on no picture without this effect leaves. */
  | { readonly kind: 'set'; readonly effect: Effect; readonly serial: number };

/** Worker to page. */
export type EffectReport =
  /** The first picture with the effect of that number has left. */
  | { readonly kind: 'ready'; readonly serial: number }
  /** Once a second, for as long as the worker works. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'cost'; readonly cost: EffectCost }
  /** Nothing leaves any more. */
  | { readonly kind: 'failed'; readonly reason: string };
