// A reason why a run cannot begin or go on, as one sentence that says what to do. Thrown anywhere in load, printed by load.ts.

/** Why there is no report. */
export const nothingMeasured = 'The run was interrupted before anything was measured.';

export class LoadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
  }
}
