// Marks on a shared screen: who may make them, and what they are. Read by requests and notices, rooms and client.
import * as z from 'zod/mini';
import {
  peersPerRoomMax,
  strokePointsMax,
  strokePointsPerMessageMax,
  strokesPerShareMax,
} from '../limits.ts';
import { idSchema } from '../room/roster.ts';

/** Steps from the left to the right edge of the shared picture and from the upper to the lower one, however large it is seen. */
export const annotationSteps = 10_000;
/** Whole steps: a tenth of a pixel of a large screen, in four digits. */
const annotationStep = z.int().check(z.minimum(0), z.maximum(annotationSteps));
/** A place on the picture in `annotationSteps`: across, down. */
export const annotationPointSchema = z.tuple([annotationStep, annotationStep]);
export type AnnotationPoint = z.infer<typeof annotationPointSchema>;

export const annotationColours = ['red', 'yellow', 'green', 'blue'] as const;
export const annotationColourSchema = z.enum(annotationColours);
export type AnnotationColour = z.infer<typeof annotationColourSchema>;

const idSet = z.array(idSchema).check(
  z.maxLength(peersPerRoomMax),
  z.overwrite((ids) => [...new Set(ids)]),
);

/** Whom the sharer of a screen lets point and draw on it, besides themselves. */
export const drawersSchema = z.discriminatedUnion('who', [
  z.object({ who: z.literal('nobody') }),
  z.object({ who: z.literal('everybody') }),
  z.object({ who: z.literal('chosen'), peerIds: idSet }),
]);
export type Drawers = z.infer<typeof drawersSchema>;

/** Counted by the drawing peer; together with the peer's id it names one stroke of a share. */
export const strokeNumberSchema = z.int().check(z.minimum(0), z.maximum(1_000_000));

/** The next points of a stroke, which begins with its first piece. */
export const strokePieceSchema = z.object({
  stroke: strokeNumberSchema,
  colour: annotationColourSchema,
  points: z.array(annotationPointSchema).check(z.minLength(1), z.maxLength(strokePointsPerMessageMax)),
});
export type StrokePiece = z.infer<typeof strokePieceSchema>;

/** A stroke that stands until it is erased or the share ends. */
export const strokeSchema = z.object({
  peerId: idSchema,
  stroke: strokeNumberSchema,
  colour: annotationColourSchema,
  points: z.array(annotationPointSchema).check(z.maxLength(strokePointsMax)),
});
export type Stroke = z.infer<typeof strokeSchema>;

/** One stroke of one's own, all of one's own, or, for the sharer alone, everything. */
export const erasureSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('stroke'), stroke: strokeNumberSchema }),
  z.object({ what: z.literal('own') }),
  z.object({ what: z.literal('all') }),
]);
export type Erasure = z.infer<typeof erasureSchema>;

/** All that is known of the annotations on one shared screen. */
export const shareDrawingSchema = z.object({
  drawers: drawersSchema,
  /** In the order in which they were begun. */
  strokes: z.array(strokeSchema).check(z.maxLength(strokesPerShareMax)),
});
export type ShareDrawing = z.infer<typeof shareDrawingSchema>;

/** Whether the sharer lets a peer point and draw. */
export function isDrawer(drawers: Drawers, peerId: string): boolean {
  return drawers.who === 'everybody' || (drawers.who === 'chosen' && drawers.peerIds.includes(peerId));
}
