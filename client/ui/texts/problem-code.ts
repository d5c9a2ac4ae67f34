// The codes that have a sentence: what the server refuses, what fails on this side, what a form misses.
import type { ErrorCode } from '../../../protocol/error-codes.ts';
import type { LocalErrorCode } from '../../app/meeting-model.ts';

/** What a form finds before anything is asked: a field that must be filled in is not, or holds nothing of the kind. */
export const formProblems = ['field-empty', 'number-malformed', 'pin-malformed'] as const;

export type ProblemCode = ErrorCode | LocalErrorCode | (typeof formProblems)[number];
