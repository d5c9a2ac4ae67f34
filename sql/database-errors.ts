// The databases' errors as the rest of the server sees them. Thrown by the engines; caught by main and by the stores.

/** The database cannot be used at all; the message is one sentence for the operator, without any password. */
export class DatabaseOpenError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'DatabaseOpenError';
  }
}

/** A row was refused because another one has the same value where it must be unique. */
export class DuplicateError extends Error {
  /** Name of the column, for example `phone`; for what is not checked by itself, the name of the index. */
  readonly column: string;

  constructor(column: string, cause: unknown) {
    super(`another row has the same ${column}`, { cause });
    this.name = 'DuplicateError';
    this.column = column;
  }
}
