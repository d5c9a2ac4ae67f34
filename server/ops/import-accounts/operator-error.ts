// What the operator did wrong. Thrown by the parts of the accounts command, printed by it without a stack.

/** The message is one sentence, or several lines of one sentence each. */
export class OperatorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OperatorError';
  }
}
