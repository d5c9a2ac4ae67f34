// Notices of drawing on shared screens, in past tense. A part of the table of notices.
import * as z from 'zod/mini';
import { drawersSchema, erasureSchema, annotationPointSchema, strokePieceSchema } from './drawing.ts';
import { strokePointsMax } from '../limits.ts';
import { idSchema } from '../room/roster.ts';

export const drawingNotices = {
  /** Whom the sharer of a screen lets point and draw on it from now on. */
  'drawing:allowed': z.object({ producerId: idSchema, drawers: drawersSchema }),
  /** Where a peer points now; clients remove it after a moment. */
  'drawing:pointed': z.object({ producerId: idSchema, peerId: idSchema, at: annotationPointSchema }),
  /** Points of a stroke; `from` is how many came before them, so that a reader can tell what it has already. */
  'drawing:drawn': z.extend(strokePieceSchema, {
    producerId: idSchema,
    peerId: idSchema,
    from: z.int().check(z.minimum(0), z.maximum(strokePointsMax)),
  }),
  /** Something was drawn on this screen that its receiver was not sent, not looking at it or not keeping up: `drawing:read` has it. */
  'drawing:missed': z.object({ producerId: idSchema }),
  /** `peerId` erased strokes of their own, or all as the sharer. */
  'drawing:erased': z.object({ producerId: idSchema, peerId: idSchema, erasure: erasureSchema }),
} as const satisfies Record<string, z.ZodMiniType>;
