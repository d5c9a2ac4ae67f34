// What the hand does with pointer and pen on a shared screen: followed here, sent at a measured pace. Used by the overlay.
import type { AnnotationColour, AnnotationPoint, StrokePiece } from '../../../protocol/drawing/drawing.ts';
import { strokePointsMax, strokePointsPerMessageMax } from '../../../protocol/limits.ts';
import { isApart } from './annotation-place.ts';
import { createPacer } from './pacer.ts';

/** Some 17 times a second: smooth to the eye, and within the budget of the requests. */
const sendIntervalMs = 60;

export interface DrawingHandParts {
  readonly point: (at: AnnotationPoint) => void;
  /** Resolves with whether the piece stands now. */
  readonly draw: (piece: StrokePiece, from: number) => Promise<boolean>;
  /** The stroke under the hand has changed; without points it stands or was refused. */
  readonly onOwnStroke: (colour: AnnotationColour, points: readonly AnnotationPoint[]) => void;
  /** A number that no standing stroke of one's own has. */
  readonly nextStroke: () => number;
}

export interface DrawingHand {
  point(at: AnnotationPoint): void;
  penDown(colour: AnnotationColour, at: AnnotationPoint): void;
  penMove(at: AnnotationPoint): void;
  penUp(): void;
}

interface OpenStroke {
  readonly stroke: number;
  readonly colour: AnnotationColour;
  readonly points: AnnotationPoint[];
  sent: number;
  /** Points that the server has. */
  standing: number;
}

const isWhole = ({ standing, points }: OpenStroke): boolean => standing === points.length;

/** One hand; a stroke that grows too long goes on as another one. */
export function createDrawingHand({ point, draw, onOwnStroke, nextStroke }: DrawingHandParts): DrawingHand {
  let pointedAt: AnnotationPoint | undefined;
  let open: OpenStroke | undefined;
  const pointing = createPacer(sendIntervalMs, () => pointedAt && point(pointedAt));
  const drawing = createPacer(sendIntervalMs, () => open && send(open));

  const give = async (stroke: OpenStroke, points: readonly AnnotationPoint[], from: number) => {
    const { stroke: number, colour } = stroke;
    const stands = await draw({ stroke: number, colour, points: [...points] }, from);
    if (!stands && open === stroke) open = undefined;
    if (stands) stroke.standing = from + points.length;
    if (!stands || (open !== stroke && isWhole(stroke)))
      onOwnStroke(open?.colour ?? colour, open?.points ?? []);
  };
  const send = (stroke: OpenStroke) => {
    while (stroke.sent < stroke.points.length) {
      const from = stroke.sent;
      const points = stroke.points.slice(from, from + strokePointsPerMessageMax);
      stroke.sent += points.length;
      void give(stroke, points, from);
    }
  };
  const begin = (colour: AnnotationColour, at: AnnotationPoint) => {
    open = { stroke: nextStroke(), colour, points: [at], sent: 0, standing: 0 };
    onOwnStroke(colour, open.points);
    drawing.wish();
  };
  const end = () => {
    drawing.flush();
    const ended = open;
    open = undefined;
    // The server may have had it all before the pen was lifted: then no answer comes any more.
    if (ended && isWhole(ended)) onOwnStroke(ended.colour, []);
  };
  return {
    point(at) {
      if (!isApart(pointedAt, at)) return;
      pointedAt = at;
      pointing.wish();
    },
    penDown(colour, at) {
      end();
      begin(colour, at);
    },
    penMove(at) {
      if (!open || !isApart(open.points.at(-1), at)) return;
      open.points.push(at);
      onOwnStroke(open.colour, open.points);
      drawing.wish();
      if (open.points.length < strokePointsMax) return;
      const { colour } = open;
      end();
      begin(colour, at);
    },
    penUp: end,
  };
}
