// Refusals of drawing. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const drawingErrors = {
  'not-allowed-by-sharer': {
    meaning: 'The sharer of this screen does not let you do this.',
    effect: 'answer',
    status: 403,
  },
  'drawing-full': {
    meaning: 'This shared screen has as many strokes as it may hold.',
    effect: 'answer',
    status: 409,
  },
} as const satisfies Record<string, ErrorEntry>;
