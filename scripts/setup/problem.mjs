// The one kind of error that set-up shows to people; thrown by every step, printed by the commands in scripts/.

/** What went wrong and what to do about it, in one sentence. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {{ log?: string, output?: string }} [details] the file with all details, and the last lines of it, if a
   *   program has failed
   */
  constructor(sentence, { log, output = '' } = {}) {
    super(log ? `${sentence} Details: ${log}` : sentence);
    this.name = 'Problem';
    this.output = output;
  }
}

/**
 * Runs a command's body; a `Problem` becomes one sentence on standard error and exit code 1, any other error is a
 * mistake of ours and keeps its stack.
 * @param {() => Promise<void>} body
 */
export async function reportProblems(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Problem ? `${error.output}\n${error.message}` : error);
    process.exitCode = 1;
  }
}
