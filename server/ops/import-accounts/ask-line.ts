// Asks the operator for one line, at a terminal or from standard input. Used by the accounts command.
import { createInterface } from 'node:readline/promises';

/** @param question written before the answer @returns the line without blanks around it; empty where standard input has ended */
export async function askLine(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => process.exit(130));
  try {
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    return (await Promise.race([terminal.question(question), ended])).trim();
  } finally {
    terminal.close();
  }
}
