// Why no clip could be made, as one sentence that says what to do. Thrown by clips, printed by the load tester.

export class ClipError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ClipError';
  }
}
