// One effect on picture after picture, at a pace that the machine can hold. Used by the effect worker.
import { Compositor } from './compositor.ts';
import type { Effect, EffectCost } from './effect-contract.ts';
import type { FaceDetector } from './face-detector.ts';
import type { FacePoints } from './find-faces.ts';
import { PaceKeeper } from './pace-keeper.ts';
import type { PersonMask } from './person-mask.ts';
import { createFaceTracker } from './track-faces.ts';

export interface Tools {
  readonly mask: PersonMask | undefined;
  readonly faces: FaceDetector | undefined;
  /** The person's own background. */
  readonly own: ImageBitmap | undefined;
}

export class PictureEffects {
  readonly effect: Effect;
  readonly #tools: Tools;
  readonly #compositor = new Compositor();
  readonly #pace: PaceKeeper;
  readonly #track = createFaceTracker();
  #mask: OffscreenCanvas | undefined;
  #faces: readonly FacePoints[] = [];

  /** @param tools what the effect needs @param onCost called once a second */
  constructor(effect: Effect, tools: Tools, onCost: (cost: EffectCost) => void) {
    this.effect = effect;
    this.#tools = tools;
    this.#pace = new PaceKeeper(onCost);
  }

  /** @returns a picture in the size of the frame; none when this one is left out to spare the machine */
  apply(frame: VideoFrame, nowMs: number): VideoFrame | undefined {
    const turn = this.#pace.begin(nowMs);
    if (turn === 'skip') return undefined;
    const picture = this.#compositor.begin(frame);
    if (turn === 'search' || (this.#tools.mask && !this.#mask)) this.#search(picture, nowMs);
    const { background, stickers } = this.effect;
    if (this.#mask) this.#compositor.hideBackground(this.#mask, background, this.#tools.own);
    if (this.#faces.length > 0) this.#compositor.wear(stickers, this.#faces);
    const { timestamp, duration } = frame;
    const made = new VideoFrame(picture, {
      timestamp,
      alpha: 'discard',
      ...(duration !== null && { duration }),
    });
    this.#pace.drawn(performance.now());
    return made;
  }

  /** No more pictures. */
  end(): void {
    this.#tools.own?.close();
  }

  #search(picture: OffscreenCanvas, nowMs: number): void {
    const startedMs = performance.now();
    const { mask, faces } = this.#tools;
    this.#mask = mask?.find(picture);
    this.#faces = this.#track(faces?.find(picture, picture) ?? [], nowMs);
    this.#pace.searched(performance.now() - startedMs);
  }
}
