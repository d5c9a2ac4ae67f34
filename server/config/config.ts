// Turns environment and flags into the server's settings, or into sentences that say what is wrong. Pure; called by main.
import { isIP } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { SettingError } from './setting-error.ts';
import { type RegistrationMode, registrationModes } from './registration-mode.ts';

/** How the server proves who it is. `off` only for loopback, or behind a proxy that does TLS. */
export type TlsConfig =
  | { readonly kind: 'off' }
  | { readonly kind: 'self-signed' }
  | { readonly kind: 'files'; readonly certFile: string; readonly keyFile: string };

export interface Config {
  /** HTTP port, 0..65535; 0 lets the system choose. Default 3000. */
  readonly port: number;
  /** Address to listen on. Default: all interfaces with TLS, loopback without. */
  readonly host: string;
  /** `mysql://...` or `mariadb://...`; without it SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Folder for everything that must outlive a restart. Default `./data`. */
  readonly dataDir: string;
  /** Folder from which desktop programs update themselves; need not exist. Default `desktop` in the data folder. */
  readonly desktopDir: string;
  /** Addresses under which a router in front of this machine forwards media to it. */
  readonly announcedAddresses: readonly string[];
  /** First media port, UDP and TCP, one per worker upwards. Default 20000, or the next free block. */
  readonly mediaPort: number;
  /** Whether the operator chose the media port, so that another is not taken instead. */
  readonly mediaPortIsFixed: boolean;
  /** Media workers. Default: one per core. */
  readonly mediaWorkers: number;
  /** How many of those who speak at the same time are forwarded in a room. Default 3. */
  readonly loudestVoices: number;
  /** Addresses whose requests are not counted per address, since many simulated people share one; their accounts keep the pace. Default none. */
  readonly uncountedAddresses: readonly string[];
  /** Addresses of reverse proxies, exact, whose X-Forwarded-For is believed. Default none. */
  readonly trustedProxies: readonly string[];
  /** How many times as often as the table of requests says everybody may ask; more than 1 for tests that ask as no person does. Default 1. */
  readonly requestAllowance: number;
  /** Who may register: everybody, whoever has an invitation of the operator, or nobody. Default `open`. */
  readonly registration: RegistrationMode;
  /** Connections one address may have at a time. Default 1000. */
  readonly socketsPerAddress: number;
  /** Whether the operator chose that number, so that this machine's own programs are counted too. */
  readonly socketsOfLoopbackCount: boolean;
  /** Connections at a time, of all together. Default 25,000, or as many as there may be open files for. */
  readonly socketsMax: number;
  /** People in rooms at a time, of all rooms together. Default 2000. */
  readonly peersMax: number;
  /** How long running meetings go on after SIGTERM, in seconds. Default 30. */
  readonly drainSeconds: number;
  /** Whether to take the place of a server that serves the same data folder. Default no. */
  readonly takeOver: boolean;
  readonly tls: TlsConfig;
  /** Names under which people reach the server; any when there are none. */
  readonly publicNames: readonly string[];
  /** Who sends it in `Authorization: Bearer` may read the metrics from another machine; without it nobody may. */
  readonly metricsToken: string | undefined;
  /** What is written to standard error. Default `info`. */
  readonly logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

/** Outside the range from which systems draw outgoing ports (32768 and up). */
const defaultMediaPort = 20_000;
const mediaWorkersMax = 64;
const defaultLoudestVoices = 3;
/** Enough to say goodbye; service managers wait 90 s before they kill. */
const defaultDrainSeconds = 30;
/** A school's class of 300 behind one router, each with a socket; browsers open up to six more each while a page loads. */
const defaultSocketsPerAddress = 1000;
/** Files that are open besides sockets: the database, logs, workers' pipes, the client's files. */
export const otherFiles = 500;
/** Twenty thousand who are signed in, and those who come and go. Each costs the server a file and some 15 kB. */
const defaultSocketsMax = 25_000;
const socketsLimit = 100_000;
const defaultPeersMax = 2000;

/** Every setting, as named in the environment, and the flag of the same meaning. */
export const flagOfSetting = {
  PORT: 'port',
  HOST: 'host',
  DATABASE_URL: 'database-url',
  DATA_DIR: 'data-dir',
  DESKTOP_DIR: 'desktop-dir',
  ANNOUNCED_ADDRESS: 'announced-address',
  MEDIA_PORT: 'media-port',
  MEDIA_WORKERS: 'media-workers',
  LOUDEST_VOICES: 'loudest-voices',
  UNCOUNTED_ADDRESSES: 'uncounted-addresses',
  TRUSTED_PROXIES: 'trusted-proxies',
  REQUEST_ALLOWANCE: 'request-allowance',
  REGISTRATION: 'registration',
  SOCKETS_PER_ADDRESS: 'sockets-per-address',
  SOCKETS_MAX: 'sockets-max',
  PEERS_MAX: 'peers-max',
  DRAIN_SECONDS: 'drain-seconds',
  TAKE_OVER: 'take-over',
  TLS: 'tls',
  TLS_CERT: 'tls-cert',
  TLS_KEY: 'tls-key',
  METRICS_TOKEN: 'metrics-token',
  PUBLIC_NAMES: 'public-names',
  LOG_LEVEL: 'log-level',
} as const;
export type Setting = keyof typeof flagOfSetting;
type Settings = Partial<Record<Setting, string>>;

/**
 * @param environment for example `process.env`; empty values count as not set
 * @param flags arguments of the command line, for example `['--port', '3001']`; they win over the environment
 * @param cores of the machine
 * @param filesMax that this process may have open
 * @param hasIpv6 whether this machine has addresses of both kinds
 * @throws SettingError for the first setting that is wrong
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: readonly string[],
  cores: number,
  filesMax = Number.POSITIVE_INFINITY,
  hasIpv6 = false,
): Config {
  const settings = { ...readEnvironment(environment), ...readFlags(flags) };
  const tls = readTls(settings);
  const dataDir = settings.DATA_DIR ?? './data';
  const mediaWorkers =
    readInteger(settings, 'MEDIA_WORKERS', 1, mediaWorkersMax) ?? Math.min(cores, mediaWorkersMax);
  return {
    port: readInteger(settings, 'PORT', 0, 65_535) ?? 3000,
    host: readHost(settings) ?? (tls.kind === 'off' ? '127.0.0.1' : hasIpv6 ? '::' : '0.0.0.0'),
    databaseUrl: readDatabaseUrl(settings),
    dataDir,
    desktopDir: settings.DESKTOP_DIR ?? join(dataDir, 'desktop'),
    announcedAddresses: readAnnouncedAddresses(settings),
    mediaPort: readInteger(settings, 'MEDIA_PORT', 1024, 65_536 - mediaWorkers) ?? defaultMediaPort,
    mediaPortIsFixed: settings.MEDIA_PORT !== undefined,
    mediaWorkers,
    loudestVoices: readInteger(settings, 'LOUDEST_VOICES', 1, peersPerRoomMax) ?? defaultLoudestVoices,
    uncountedAddresses: readIpAddresses(settings, 'UNCOUNTED_ADDRESSES'),
    trustedProxies: readIpAddresses(settings, 'TRUSTED_PROXIES'),
    requestAllowance: readInteger(settings, 'REQUEST_ALLOWANCE', 1, 1000) ?? 1,
    registration: readOneOf(settings, 'REGISTRATION', registrationModes) ?? 'open',
    socketsPerAddress:
      readInteger(settings, 'SOCKETS_PER_ADDRESS', 1, socketsLimit) ?? defaultSocketsPerAddress,
    socketsOfLoopbackCount: settings.SOCKETS_PER_ADDRESS !== undefined,
    socketsMax: readInteger(settings, 'SOCKETS_MAX', 1, socketsLimit) ?? planSocketsMax(filesMax),
    peersMax: readInteger(settings, 'PEERS_MAX', 1, socketsLimit) ?? defaultPeersMax,
    drainSeconds: readInteger(settings, 'DRAIN_SECONDS', 0, 86_400) ?? defaultDrainSeconds,
    takeOver: readOneOf(settings, 'TAKE_OVER', ['no', 'yes']) === 'yes',
    tls,
    metricsToken: readMetricsToken(settings),
    publicNames: readPublicNames(settings),
    logLevel: readOneOf(settings, 'LOG_LEVEL', logLevels) ?? 'info',
  };
}

/** At least one: that there is no room for more is said at the start. */
function planSocketsMax(filesMax: number): number {
  return Math.max(1, Math.min(defaultSocketsMax, filesMax - otherFiles));
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Settings = {};
  for (const name of Object.keys(flagOfSetting) as Setting[]) {
    const value = environment[name]?.trim();
    if (value !== undefined && value !== '') settings[name] = value;
  }
  return settings;
}

function readFlags(flags: readonly string[]): Settings {
  const names = Object.entries(flagOfSetting) as [Setting, string][];
  const options = Object.fromEntries(names.map(([, flag]) => [flag, { type: 'string' as const }]));
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...flags], options, strict: true }));
  } catch {
    const known = names.map(([, flag]) => `--${flag}`).join(', ');
    throw new SettingError(
      'The command line',
      flags.join(' '),
      `a list of flags with a value each, from ${known}`,
    );
  }
  const settings: Settings = {};
  for (const [name, flag] of names) if (typeof values[flag] === 'string') settings[name] = values[flag];
  return settings;
}

function readInteger(settings: Settings, name: Setting, min: number, max: number): number | undefined {
  const text = settings[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new SettingError(name, text, `a whole number from ${min} to ${max}`);
}

function readOneOf<T extends string>(
  settings: Settings,
  name: Setting,
  allowed: readonly T[],
): T | undefined {
  const text = settings[name];
  if (text === undefined) return undefined;
  const value = allowed.find((word) => word === text);
  if (value !== undefined) return value;
  throw new SettingError(name, text, `one of ${allowed.join(', ')}`);
}

function readHost(settings: Settings): string | undefined {
  const host = settings.HOST;
  if (host === undefined || isIP(host) !== 0) return host;
  if (host === 'localhost') return '127.0.0.1';
  throw new SettingError('HOST', host, 'localhost or an address of this machine, :: for all of them');
}

function readDatabaseUrl(settings: Settings): string | undefined {
  const text = settings.DATABASE_URL;
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url !== undefined &&
    /^(mysql|mariadb):$/.test(url.protocol) &&
    url.hostname !== '' &&
    url.pathname.length > 1
  ) {
    return text;
  }
  // The value may hold a password: it is not repeated.
  throw new SettingError(
    'DATABASE_URL',
    '...',
    'of the form mysql://user:password@host:3306/database, or not set',
  );
}

function readAnnouncedAddresses(settings: Settings): string[] {
  const text = settings.ANNOUNCED_ADDRESS ?? '';
  const addresses = text.split(',').map((part) => part.trim());
  const named = addresses.filter((address) => address !== '');
  if (named.every(isAddressOrName)) return named;
  throw new SettingError('ANNOUNCED_ADDRESS', text, 'addresses or host names, separated by commas');
}

function readPublicNames(settings: Settings): string[] {
  const text = settings.PUBLIC_NAMES ?? '';
  const names = text.split(',').map((part) => part.trim());
  const named = names.filter((name) => name !== '');
  if (named.every(isAddressOrName)) return named;
  throw new SettingError('PUBLIC_NAMES', text, 'host names without ports, separated by commas');
}

function readIpAddresses(settings: Settings, name: Setting): string[] {
  const text = settings[name] ?? '';
  const addresses = text.split(',').map((part) => part.trim());
  const named = addresses.filter((address) => address !== '');
  if (named.every((address) => isIP(address) !== 0)) return named;
  throw new SettingError(name, text, 'IP addresses, separated by commas');
}

function isAddressOrName(text: string): boolean {
  return isIP(text) !== 0 || /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

/** Long enough that nobody guesses it, in letters that a header can carry. */
function readMetricsToken({ METRICS_TOKEN: token }: Settings): string | undefined {
  if (token === undefined || /^[\w.~+/=-]{16,256}$/.test(token)) return token;
  // Not repeated, since it is a secret.
  throw new SettingError(
    'METRICS_TOKEN',
    '...',
    '16 to 256 letters and digits, for example from openssl rand -hex 24',
  );
}

function readTls(settings: Settings): TlsConfig {
  const { TLS_CERT: certFile, TLS_KEY: keyFile } = settings;
  const kind = readOneOf(settings, 'TLS', ['off', 'self-signed']);
  if (certFile === undefined && keyFile === undefined) return { kind: kind ?? 'off' };
  if (kind !== undefined) {
    throw new SettingError('TLS', kind, 'left out when TLS_CERT and TLS_KEY are set');
  }
  if (certFile === undefined) throw new SettingError('TLS_CERT', '', 'a PEM file, since TLS_KEY is set');
  if (keyFile === undefined) throw new SettingError('TLS_KEY', '', 'a PEM file, since TLS_CERT is set');
  return { kind: 'files', certFile, keyFile };
}
