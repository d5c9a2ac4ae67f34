// What set-up prints while it works: a line when a long step begins, one with its time when it is done.

/**
 * Runs one step and prints its lines.
 * @template Result
 * @param {string} name as the reader sees it
 * @param {() => Promise<Result>} work
 * @param {{ expectation?: string, print?: (line: string) => void, now?: () => number }} [options] `expectation`: what
 *   the reader should know about how long it takes
 * @returns {Promise<Result>}
 */
export async function step(name, work, { expectation, print = console.log, now = Date.now } = {}) {
  const startedMs = now();
  print(`  ... ${name}${expectation ? ` (${expectation})` : ''}`);
  try {
    const result = await work();
    print(`   ok ${name}, ${seconds(now() - startedMs)}`);
    return result;
  } catch (error) {
    print(` FAIL ${name}, ${seconds(now() - startedMs)}`);
    throw error;
  }
}

/**
 * A duration for people.
 * @param {number} durationMs
 * @returns {string} such as `0.4 s` or `142 s`
 */
export function seconds(durationMs) {
  const value = durationMs / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}
