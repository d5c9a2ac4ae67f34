// What can be done with one's own camera picture before anybody sees it; used by the screens, the meeting and the worker.

export const scenes = ['hills', 'study', 'dusk', 'night'] as const;
/** A background that this program draws. */
export type Scene = (typeof scenes)[number];

export const stickers = ['hat', 'glasses', 'moustache'] as const;
export type Sticker = (typeof stickers)[number];

export type Background =
  | { readonly kind: 'none' }
  | { readonly kind: 'blur' }
  | { readonly kind: 'scene'; readonly scene: Scene }
  | { readonly kind: 'picture'; readonly picture: Blob };

export interface Effect {
  readonly background: Background;
  readonly stickers: readonly Sticker[];
}

/** What an effect costs on this machine, measured over the last second. */
export interface EffectCost {
  /** Of one processor core, 0..1. */
  readonly coreShare: number;
  readonly msPerPicture: number;
  readonly framesPerSecond: number;
}

export function isPlain({ background, stickers: worn }: Effect): boolean {
  return background.kind === 'none' && worn.length === 0;
}

/** Whether this browser lets a worker at the pictures of a camera: so far those built on Chromium. */
export function canChangePictures(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis;
}
