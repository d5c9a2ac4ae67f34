// What `--help` of the server and of the doctor says: every setting with its flag and a sentence. Called by both.
import type { Setting } from './config.ts';
import { flagOfSetting } from './config.ts';

const sentences: Record<Setting, string> = {
  PORT: 'HTTP port (3000)',
  HOST: 'address to listen on (all of them with TLS, this machine alone without)',
  DATABASE_URL: 'mysql://user:password@host/name[?ssl-mode=...] (SQLite in the data folder)',
  DATA_DIR: 'everything that must outlive a restart (./data)',
  DESKTOP_DIR: 'installers of the desktop program (desktop in the data folder)',
  ANNOUNCED_ADDRESS: 'public addresses or names of a router in front, separated by commas',
  MEDIA_PORT: 'first media port, UDP and TCP (20000)',
  MEDIA_WORKERS: 'processes that carry media (one per core)',
  LOUDEST_VOICES: 'people heard at the same time in a room (3)',
  UNCOUNTED_ADDRESSES: 'addresses whose requests are not counted, for load tests',
  TRUSTED_PROXIES: 'addresses of proxies whose X-Forwarded-For is believed',
  REQUEST_ALLOWANCE: 'how many times as often as usual everybody may ask, for tests (1)',
  REGISTRATION: 'who may create an account: open, invited, closed (open)',
  SOCKETS_PER_ADDRESS: 'connections of one address at a time',
  SOCKETS_MAX: 'connections at a time (25000)',
  PEERS_MAX: 'people in rooms at a time (2000)',
  DRAIN_SECONDS: 'how long meetings go on after SIGTERM (30)',
  TAKE_OVER: 'yes: take the place of the server on the same data folder (no)',
  TLS: 'off, or self-signed for a certificate of its own (off)',
  TLS_CERT: 'file of a certificate',
  TLS_KEY: 'file of its key',
  METRICS_TOKEN: 'who sends it may read /metrics from elsewhere',
  PUBLIC_NAMES: 'host names under which people come, separated by commas (any)',
  LOG_LEVEL: 'fatal to trace, or silent (info)',
};

/** @param flags of the command line @returns whether they ask for help */
export function asksForHelp(flags: readonly string[]): boolean {
  return flags.some((flag) => flag === '--help' || flag === '-h');
}

/** @param command as people type it @param purpose one sentence */
export function describeSettings(command: string, purpose: string): string {
  const names = Object.keys(flagOfSetting) as Setting[];
  const flags = names.map((name) => `--${flagOfSetting[name]}`);
  const width = Math.max(...flags.map(({ length }) => length));
  const rows = names.map(
    (name, index) => `  ${(flags[index] ?? '').padEnd(width)}  ${name}: ${sentences[name]}`,
  );
  return [
    `Usage: ${command} -- [--flag value]...`,
    '',
    purpose,
    'Each setting is a flag, or a variable of the environment; the flag wins. In brackets: what counts otherwise.',
    '',
    ...rows,
  ].join('\n');
}
