// Gets a password from the operator: typed without echo, or piped in. Used by the accounts command.
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { passwordLength } from '../../../protocol/limits.ts';
import { OperatorError } from './operator-error.ts';

/**
 * @param fromStdin whether the first line of standard input is the password, instead of what is typed twice
 * @throws OperatorError when there is none, it has the wrong length, or it was typed differently
 */
export async function askPassword(fromStdin: boolean): Promise<string> {
  const password = fromStdin ? await readFirstLine() : await readTwice();
  const length = Array.from(password).length;
  if (length >= passwordLength.min && length <= passwordLength.max) return password;
  throw new OperatorError(
    `A password has ${passwordLength.min} to ${passwordLength.max} characters; this one has ${length}.`,
  );
}

async function readFirstLine(): Promise<string> {
  return /^[^\r\n]*/.exec(await text(process.stdin))?.[0] ?? '';
}

async function readTwice(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new OperatorError('There is no terminal to type a password at; pipe it in with --password-stdin.');
  }
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  terminal.on('SIGINT', () => process.exit(130));
  try {
    const first = await ask('Password: ');
    if (first === (await ask('Password again: '))) return first;
    throw new OperatorError('The two passwords differ; nothing was changed.');
  } finally {
    terminal.close();
  }

  async function ask(question: string): Promise<string> {
    process.stderr.write(question);
    const answer = await terminal.question('');
    process.stderr.write('\n');
    return answer;
  }
}
