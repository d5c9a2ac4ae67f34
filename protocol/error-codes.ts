// Every refusal a client can receive: a string code, its meaning, and what the server does besides answering.

/** `answer`: the caller's mistake. `close`: a broken protocol. `log`: our fault, logged with an id the caller gets. */
export type ErrorEffect = 'answer' | 'close' | 'log';

interface ErrorEntry {
  readonly meaning: string;
  readonly effect: ErrorEffect;
  /** HTTP status when the request came through the HTTP door. */
  readonly status: number;
}

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
  'not-signed-in': { meaning: 'Sign in first.', effect: 'answer', status: 401 },
  'ticket-invalid': {
    meaning: 'The ticket is unknown, used or expired; ask for a new one.',
    effect: 'close',
    status: 401,
  },
  'version-mismatch': {
    meaning: 'Client and server speak different versions; reload the client.',
    effect: 'close',
    status: 426,
  },
  'wrong-credentials': {
    meaning: 'The account is unknown or the password is wrong.',
    effect: 'answer',
    status: 401,
  },
  'account-disabled': {
    meaning: 'This account was disabled by the operator.',
    effect: 'answer',
    status: 403,
  },
  'registration-closed': {
    meaning: 'Nobody may register here; the operator adds accounts.',
    effect: 'answer',
    status: 403,
  },
  'invitation-needed': {
    meaning: 'Whoever registers here needs an invitation that is still good.',
    effect: 'answer',
    status: 403,
  },
  'phone-taken': { meaning: 'Another account has this phone number.', effect: 'answer', status: 409 },
  'nickname-taken': {
    meaning: 'Another account has this nickname, or one that looks like it.',
    effect: 'answer',
    status: 409,
  },
  'phone-invalid': {
    meaning: 'A phone number has 5 to 15 digits, with or without a leading +.',
    effect: 'answer',
    status: 400,
  },
  'nickname-invalid': {
    meaning: 'A nickname has 1 to 32 visible characters, is in one script and is not a phone number.',
    effect: 'answer',
    status: 400,
  },
  'already-in-room': { meaning: 'Leave the room you are in first.', effect: 'answer', status: 409 },
  'not-in-room': { meaning: 'You are in no room.', effect: 'answer', status: 409 },
  'no-room-free': { meaning: 'All room numbers are in use; try again later.', effect: 'answer', status: 503 },
  'room-unavailable': {
    meaning: 'There is no room of this number that you may join.',
    effect: 'answer',
    status: 404,
  },
  'pin-needed': { meaning: 'The room asks for its PIN of six digits.', effect: 'answer', status: 403 },
  'pin-wrong': { meaning: 'The PIN of the room is another one.', effect: 'answer', status: 403 },
  'server-full': {
    meaning: 'The server has as many people in rooms as it may hold.',
    effect: 'answer',
    status: 503,
  },
  'server-busy': {
    meaning: 'The server is too busy for another room; those that run go on.',
    effect: 'answer',
    status: 503,
  },
  'room-full': { meaning: 'The room has as many people as it may hold.', effect: 'answer', status: 409 },
  'not-permitted': { meaning: 'Only the host of the room may do this.', effect: 'answer', status: 403 },
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
  'source-already-on': { meaning: 'This source is already on.', effect: 'answer', status: 409 },
  'no-such-producer': {
    meaning: 'The producer does not exist in this room or is not yours.',
    effect: 'answer',
    status: 404,
  },
  'no-such-consumer': {
    meaning: 'The consumer does not exist or is not yours.',
    effect: 'answer',
    status: 404,
  },
  'cannot-consume': { meaning: 'Your side cannot receive this source.', effect: 'answer', status: 409 },
  'media-rejected': { meaning: 'The media worker refused these parameters.', effect: 'answer', status: 400 },
  'limit-reached': {
    meaning: 'You have as many of these as one peer may have.',
    effect: 'answer',
    status: 409,
  },
  'media-unavailable': {
    meaning: 'No media worker is running; try again in a few seconds.',
    effect: 'answer',
    status: 503,
  },
  'media-given-up': {
    meaning:
      'The media workers died again and again and were given up; the operator has to restart the server.',
    effect: 'answer',
    status: 503,
  },
  'database-unavailable': {
    meaning: 'The database does not answer; try again in a few seconds.',
    effect: 'answer',
    status: 503,
  },
  'server-draining': {
    meaning: 'The server is about to stop: no new meetings begin, running ones go on.',
    effect: 'answer',
    status: 503,
  },
  internal: {
    meaning: 'The server made a mistake; it is logged under the id given.',
    effect: 'log',
    status: 500,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** What the caller learns of a failure. */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  /** How long to wait before the same request can succeed, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Which payload field was wrong, as a dotted path, for `bad-request`. */
  readonly field?: string;
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
