// Runs one of the programs that the comparisons need; a missing one is an error that names its Debian package.
import { spawnSync } from 'node:child_process';

export interface Tool {
  readonly program: string;
  /** The Debian package that holds it. */
  readonly package: string;
}

/**
 * @returns what the program writes to its standard output
 * @throws Error when it is not installed or fails
 */
export function runTool(tool: Tool, args: readonly string[], input?: Uint8Array): Buffer {
  const run = spawnSync(tool.program, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT') {
    throw new Error(`${tool.program} is missing: install the package ${tool.package}.`);
  }
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${tool.program} failed: ${run.stderr.toString().trim()}`);
  return run.stdout;
}
