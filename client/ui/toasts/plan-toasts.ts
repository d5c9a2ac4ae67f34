// Where toasts stand, and how long. Pure.
import type { CallLayerPlan } from '../call/plan-call-layer.ts';
import { railFromPx } from '../shell/plan-frame.ts';

/** What lies at the lower edge of the window, which toasts leave free. */
export type LowerEdge = 'nothing' | 'tabs' | 'strip-and-tabs' | 'call-bar';

/** @param hasFrame whether the frame is shown, which has tabs in a narrow window */
export function planLowerEdge(widthPx: number, hasFrame: boolean, layer: CallLayerPlan): LowerEdge {
  if (layer === 'full') return 'call-bar';
  if (!hasFrame || widthPx >= railFromPx) return 'nothing';
  return layer === 'strip' ? 'strip-and-tabs' : 'tabs';
}

/** Time to notice it, and for each character of it. */
const noticeMs = 3000;
const characterMs = 60;

/** Milliseconds until a toast goes by itself: long enough to read it twice. */
export function toastLifeMs(text: string): number {
  return noticeMs + 2 * characterMs * text.length;
}
