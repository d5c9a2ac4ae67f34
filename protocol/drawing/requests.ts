// Pointing and drawing on shared screens. Combined in requests.ts.
import * as z from 'zod/mini';
import {
  drawersSchema,
  erasureSchema,
  annotationPointSchema,
  shareDrawingSchema,
  strokePieceSchema,
} from './drawing.ts';
import { emptyObject, perAccount, type RequestTable } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';

export const drawingRequests = {
  /** Who may draw on a shared screen and what stands on it; `producerId` is the screen's in all of these. */
  'drawing:read': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 60, 'following'),
    input: z.object({ producerId: idSchema }),
    output: shareDrawingSchema,
  },
  /** Sets who may point and draw on the caller's shared screen; no peer may at its start. */
  'drawing:allow': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 60, 'announced'),
    input: z.object({ producerId: idSchema, drawers: drawersSchema }),
    output: emptyObject,
  },
  /** Points at a place for a moment; clients send at most some 17 a second, as with the pieces of a stroke. */
  'drawing:point': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(1500, 60, 'drawing'),
    input: z.object({ producerId: idSchema, at: annotationPointSchema }),
    output: emptyObject,
  },
  'drawing:draw': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(1500, 60, 'drawing'),
    input: z.extend(strokePieceSchema, { producerId: idSchema }),
    output: emptyObject,
  },
  'drawing:erase': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema, erasure: erasureSchema }),
    output: emptyObject,
  },
} as const satisfies RequestTable<'drawing'>;
