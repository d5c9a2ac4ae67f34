// The codes that have a sentence: what the server refuses, what fails on this side, what a form misses.
import type { ErrorCode } from '../../../protocol/error-codes.ts';
import type { LocalErrorCode } from '../meeting/meeting-model.ts';

/** `field-empty` is a form's own: a field that must be filled in is not. */
export type ProblemCode = ErrorCode | LocalErrorCode | 'field-empty';
