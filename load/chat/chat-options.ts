// The command line of `npm run load -- chat`: people who write to each other in groups. Called by load.ts.
import { Command, InvalidArgumentError, Option } from 'commander';

export interface ChatOptions {
  /** The server's origin. */
  readonly url: string;
  readonly people: number;
  readonly groups: number;
  /** Members of each group. */
  readonly size: number;
  /** Messages a second of all people together. */
  readonly rate: number;
  readonly seconds: number;
  /** Whether lines are cut at random. */
  readonly cut: boolean;
  /** Pages of history, and searches, that are asked for each second besides. */
  readonly pages: number;
  readonly searches: number;
  /** Whether a call of four runs beside it. */
  readonly besideCall: boolean;
  readonly seed: number;
  readonly password: string | undefined;
  readonly json: string | undefined;
  readonly iOwnThisServer: boolean;
}

/** @throws CommanderError for the first option that is wrong, after saying so */
export function readChatOptions(args: readonly string[], password: string | undefined): ChatOptions {
  const command = new Command('npm run load -- chat')
    .description(
      'People write to each other in groups; tells what was lost, doubled or out of order, and how long it took. Faster than people write only where the server has REQUEST_ALLOWANCE=1000.',
    )
    .exitOverride()
    .allowExcessArguments(false);
  for (const option of describeOptions()) command.addOption(option);
  command.parse([...args], { from: 'user' });
  const given = command.opts<ChatOptions>();
  return { ...given, password: given.password ?? password };
}

function describeOptions(): Option[] {
  const number = (flags: string, text: string, min: number, max: number, usual: number): Option =>
    new Option(flags, text).default(usual).argParser((value) => readNumber(value, min, max));
  return [
    new Option('--url <origin>', 'the server').default('http://localhost:3000'),
    number('--people <number>', 'accounts with one device each', 2, 10_000, 20),
    number('--groups <number>', 'groups', 1, 10_000, 4),
    number('--size <number>', 'members of each group', 2, 500, 10),
    number('--rate <number>', 'messages a second, of all together', 0.1, 100_000, 20),
    number('--seconds <number>', 'how long they write', 1, 86_400, 30),
    new Option('--cut', 'cuts lines at random').default(false),
    number('--pages <number>', 'pages of history asked for each second besides', 0, 10_000, 0),
    number('--searches <number>', 'searches asked for each second besides', 0, 1000, 0),
    new Option('--beside-call', 'with a call of four beside it').default(false),
    number('--seed <number>', 'chance begins here; also names the accounts', 0, 99_999, 2),
    new Option('--password <word>', 'of the simulated accounts (or PLENUM_LOAD_PASSWORD)'),
    new Option('--json <file>', 'writes the result'),
    new Option('--i-own-this-server', 'needed for any server but one on this machine').default(false),
  ];
}

function readNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new InvalidArgumentError(`It has to be a number from ${min} to ${max}.`);
}
