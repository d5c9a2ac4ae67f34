// Every refusal a client can receive: a string code, its meaning, and what the server does besides answering.
import { accountErrors } from './account/errors.ts';
import { connectionErrors } from './connection/errors.ts';
import { drawingErrors } from './drawing/errors.ts';
import { filesErrors } from './files/errors.ts';
import { mediaErrors } from './media/errors.ts';
import { groupErrors } from './messages/group-errors.ts';
import { messagesErrors } from './messages/errors.ts';
import { peopleErrors } from './people/errors.ts';
import { ringingErrors } from './ringing/errors.ts';
import { roomErrors } from './room/errors.ts';
import type { ErrorEntry } from './error-entry.ts';

/** The table of errors; screens translate the code, logs and scripts read the meaning. */
export const errorTable = {
  'bad-request': {
    meaning: 'The request is not of the form its schema asks for.',
    effect: 'answer',
    status: 400,
  },
  'unknown-request': { meaning: 'There is no request of this name.', effect: 'answer', status: 404 },
  'too-often': {
    meaning: 'This was asked too often; try again after retryAfterMs.',
    effect: 'answer',
    status: 429,
  },
  'too-many-attempts': {
    meaning: 'Too many failed attempts; wait retryAfterMs before the next.',
    effect: 'answer',
    status: 429,
  },
  'database-unavailable': {
    meaning: 'The database does not answer; try again in a few seconds.',
    effect: 'answer',
    status: 503,
  },
  internal: {
    meaning: 'The server made a mistake; it is logged under the id given.',
    effect: 'log',
    status: 500,
  },
  ...accountErrors,
  ...connectionErrors,
  ...drawingErrors,
  ...filesErrors,
  ...mediaErrors,
  ...messagesErrors,
  ...peopleErrors,
  ...groupErrors,
  ...ringingErrors,
  ...roomErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** The meeting in which an account has its place at another of its windows. */
export interface MeetingElsewhere {
  readonly number: string;
  /** Whether that window shows the same session: another window of the same browser. */
  readonly isSameDevice: boolean;
}

/** What the caller learns of a failure. */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  /** How long to wait before the same request can succeed, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Which payload field was wrong, as a dotted path, for `bad-request`. */
  readonly field?: string;
  /** Where the account is in a meeting, for `in-meeting-elsewhere`. */
  readonly elsewhere?: MeetingElsewhere;
  /** Identifies the log line of an `internal` error. */
  readonly id?: string;
}

/** The one error class that crosses the wire; everything else thrown becomes `internal`. */
export class RequestError extends Error {
  readonly code: ErrorCode;
  readonly details: Omit<ErrorAnswer, 'code'>;

  /** @param code from the table; @param details what the caller may be told besides */
  constructor(code: ErrorCode, details: Omit<ErrorAnswer, 'code'> = {}) {
    super(`${code}: ${errorTable[code].meaning}`);
    this.name = 'RequestError';
    this.code = code;
    this.details = details;
  }

  /** The form in which the error is sent. */
  toAnswer(): ErrorAnswer {
    return { code: this.code, ...this.details };
  }
}

/** Whether a string names an error of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}
