// What stops the start: one sentence that names the setting, its value and what is allowed. Thrown by config and openers.

/** Printed by main without a stack; the process then ends with exit code 1. */
export class SettingError extends Error {
  /**
   * @param setting name of the setting as the operator writes it, for example `PORT`
   * @param value what it is now
   * @param allowed what it should be, as the end of the sentence "... must be ..."
   */
  constructor(setting: string, value: string, allowed: string) {
    super(`${setting} is ${JSON.stringify(value)} but must be ${allowed}.`);
    this.name = 'SettingError';
  }
}
