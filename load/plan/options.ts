// The command line of the load tester: options, help, and what is wrong with them. Called by load.ts.
import { Command, InvalidArgumentError, Option } from 'commander';
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { LoadError } from '../load-error.ts';
import { type Scenario, type ScenarioName, scenarioNames, scenarios } from './scenarios.ts';

/** What is to be run; numbers are checked, defaults are the scenario's. */
export interface LoadOptions {
  readonly scenario: ScenarioName;
  /** The server's origin. */
  readonly url: string;
  readonly rooms: number;
  /** In each room. */
  readonly publishers: number;
  readonly listeners: number;
  readonly seconds: number;
  readonly video: Scenario['video'];
  readonly voice: Scenario['voice'];
  /** Simulcast layers of a camera, 1..3. */
  readonly layers: number;
  /** Seconds over which people come in. */
  readonly ramp: number;
  /** Over so many milliseconds the packets of a picture are spread. */
  readonly pace: number;
  readonly seed: number;
  /** Whether it was named on the command line. */
  readonly seedIsChosen: boolean;
  /** Five digits of a meeting that exists; without it rooms are opened. */
  readonly into: string | undefined;
  /** Processes on this machine. */
  readonly workers: number;
  /** Share, 0..1. */
  readonly maxLoss: number;
  /** Milliseconds. */
  readonly maxP99: number;
  readonly password: string | undefined;
  readonly sessions: string | undefined;
  /** Of the server, where it tells its cost only to who knows it. */
  readonly metricsToken: string | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly iOwnThisServer: boolean;
  /** Where other machines come to help, and how many processes of theirs are waited for. */
  readonly coordinate: HostPort | undefined;
  readonly helpers: number;
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** This process helps another one. */
export interface JoinOptions {
  readonly join: HostPort;
  readonly key: string;
  readonly workers: number;
  readonly iOwnThisServer: boolean;
}

/** What was said on the command line, each part checked. */
type Given = Partial<Omit<LoadOptions, 'scenario'>> & Partial<Pick<JoinOptions, 'join' | 'key'>>;

const defaults = {
  url: 'http://localhost:3000',
  layers: 3,
  pace: 10,
  seed: 1,
  workers: 1,
  maxLoss: 0.001,
  maxP99: 20,
  helpers: 1,
  iOwnThisServer: false,
  sessions: undefined,
  json: undefined,
  html: undefined,
  coordinate: undefined,
  into: undefined,
} as const;
export const loadPassword = 'PLENUM_LOAD_PASSWORD';
/** As the server itself is given it. */
const metricsTokenName = 'METRICS_TOKEN';

/**
 * @param environment for the password and the metrics' token
 * @throws LoadError for what is impossible, CommanderError for the first option that is wrong, both after saying so
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LoadOptions | JoinOptions {
  const command = describeCommand();
  command.parse([...args], { from: 'user' });
  const [scenarioArgument = 'talk'] = command.args;
  const name = scenarioNames.find((known) => known === scenarioArgument);
  if (name === undefined) {
    throw new LoadError(
      `There is no scenario "${scenarioArgument}": choose one of ${scenarioNames.join(', ')}.`,
    );
  }
  const given = command.opts<Given>();
  if (given.join !== undefined) return toJoinOptions(given, given.join);
  const { rampSeconds: ramp, ...scenario }: Scenario = scenarios[name];
  const { rooms, publishers, listeners, seconds, video, voice } = scenario;
  const usual = { rooms, publishers, listeners, seconds, video, voice, ramp };
  const password = environment[loadPassword];
  const metricsToken = environment[metricsTokenName];
  const options: LoadOptions = {
    scenario: name,
    password,
    metricsToken,
    ...defaults,
    ...usual,
    ...given,
    seedIsChosen: given.seed !== undefined,
  };
  requirePossible(options, scenario);
  return options;
}

function requirePossible(
  { publishers, listeners, into, rooms, scenario }: LoadOptions,
  { meets }: Pick<Scenario, 'meets'>,
): void {
  if (meets && publishers + listeners > peersPerRoomMax) {
    throw new LoadError(
      `A room holds ${peersPerRoomMax} people, not ${publishers + listeners}: lower --publishers or --listeners, or raise --rooms.`,
    );
  }
  if (into !== undefined && (!meets || rooms !== 1 || scenario === 'find-limit'))
    throw new LoadError(
      'With --into all participants join one meeting: choose such a scenario, and --rooms 1.',
    );
  if (publishers + listeners === 0)
    throw new LoadError(
      'Without publishers and listeners there is no load: raise --publishers or --listeners.',
    );
}

function toJoinOptions(given: Given, join: HostPort): JoinOptions {
  const { key, workers = defaults.workers, iOwnThisServer = defaults.iOwnThisServer } = given;
  if (key === undefined)
    throw new LoadError('--join needs the --key that the coordinating machine has printed.');
  return { join, key, workers, iOwnThisServer };
}

function describeCommand(): Command {
  const command = new Command('npm run load --')
    .description('Fills a Plenum server with simulated people and says what it carries and what it costs.')
    .argument('[scenario]', `what is simulated (default: talk), see below`)
    .exitOverride()
    .allowExcessArguments(false);
  for (const option of describeOptions()) command.addOption(option);
  const width = Math.max(...scenarioNames.map((name) => name.length));
  const lines = scenarioNames.map((name) => `  ${name.padEnd(width)}  ${scenarios[name].sentence}`);
  return command.addHelpText(
    'after',
    `\nScenarios:\n${lines.join('\n')}\n  ${'chat'.padEnd(width)}  People write in groups; it has options of its own: chat --help.`,
  );
}

function describeOptions(): Option[] {
  const number = (flags: string, text: string, min: number, max: number): Option =>
    new Option(flags, text).argParser((value) => readNumber(value, min, max));
  const count = (flags: string, text: string, min: number, max: number): Option =>
    new Option(flags, text).argParser((value) => readNumber(value, min, max, true));
  return [
    new Option('--url <origin>', `the server (default: ${defaults.url})`).argParser(readUrl),
    count('--rooms <number>', 'rooms', 1, 5000),
    count('--publishers <number>', 'people in each room who send and receive', 0, 300),
    count('--listeners <number>', 'people in each room who only receive (idle: sockets)', 0, 100_000),
    number('--seconds <seconds>', 'how long it is measured', 1, 86_400),
    new Option('--video <codec>', 'pictures of publishers').choices(['h264', 'jpeg', 'none']),
    new Option('--voice <codec>', 'voices of publishers').choices(['speex', 'none']),
    count('--layers <number>', `simulcast layers of a camera (default: ${defaults.layers})`, 1, 3),
    number('--ramp <seconds>', 'time over which people come in', 0, 3600),
    number('--pace <ms>', `time over which a picture is sent (default: ${defaults.pace})`, 0, 100),
    count(
      '--seed <number>',
      `chance begins here; also names the accounts (default: ${defaults.seed})`,
      0,
      99_999,
    ),
    new Option(
      '--into <number>',
      'comes into this meeting instead of opening one; one that is open to all',
    ).argParser(readRoomNumber),
    count('--workers <number>', `processes (default: ${defaults.workers})`, 1, 64),
    new Option('--max-loss <percent>', `more fails the run (default: ${100 * defaults.maxLoss})`).argParser(
      (value) => readNumber(value, 0, 100) / 100,
    ),
    number('--max-p99 <ms>', `more delay fails the run (default: ${defaults.maxP99})`, 0.1, 60_000),
    new Option('--password <word>', `of the simulated accounts (or ${loadPassword})`),
    new Option('--sessions <file>', 'keeps the accounts signed in from run to run'),
    new Option('--json <file>', 'writes the result'),
    new Option('--html <file>', 'writes a report with plots'),
    new Option('--i-own-this-server', 'needed for any server but one on this machine'),
    new Option('--coordinate <host:port>', 'lets processes of other machines join here').argParser(
      readHostPort,
    ),
    count('--helpers <number>', `how many of them to wait for (default: ${defaults.helpers})`, 1, 64),
    new Option('--join <host:port>', 'helps the machine that coordinates there').argParser(readHostPort),
    new Option('--key <word>', 'which that machine has printed'),
  ];
}

function readNumber(text: string, min: number, max: number, whole = false): number {
  const value = Number(text);
  const isFine = text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (isFine) return value;
  throw new InvalidArgumentError(`It has to be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
}

function readRoomNumber(text: string): string {
  if (/^\d{5}$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be the five digits of a meeting.');
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new InvalidArgumentError('It has to be an address such as https://meet.example.org.');
}

function readHostPort(text: string): HostPort {
  const url = URL.canParse(`tcp://${text}`) ? new URL(`tcp://${text}`) : undefined;
  if (url !== undefined && url.hostname !== '' && url.port !== '') {
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) };
  }
  throw new InvalidArgumentError('It has to be an address and a port such as 10.0.0.5:4100.');
}
