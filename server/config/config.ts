// Turns environment and flags into the server's settings, or into sentences that say what is wrong. Pure; called by main.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SettingError } from './setting-error.ts';
import { type SettingReader, wholeNumber } from './read-setting.ts';
import type { RegistrationMode } from './registration-mode.ts';
import {
  defaultSocketsMax,
  flagOf,
  mediaWorkersMax,
  type Setting,
  settingNames,
  settings,
  type ValueOf,
} from './settings.ts';

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
  /** How many days messages are kept; without it for ever. */
  readonly messageRetentionDays: number | undefined;
  /** What the attachments of one account may take, in bytes. */
  readonly attachmentSpace: number;
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
  /** Factor by which every limit of the table of requests is raised; more than 1 for tests that ask more than people do. Default 1. */
  readonly requestAllowance: number;
  /** Who may register: every person, those with an invitation of the operator, or no person. Default `open`. */
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
  /** Who sends it in `Authorization: Bearer` may read the metrics from another machine; without it no machine but this one may. */
  readonly metricsToken: string | undefined;
  /** What is written to standard error. Default `info`. */
  readonly logLevel: ValueOf<'LOG_LEVEL'>;
}

/** Files that are open besides sockets: the database, logs, workers' pipes, the client's files. */
export const otherFiles = 500;

/** The texts that were given. */
type Given = Partial<Record<Setting, string>>;

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
  const given = { ...readEnvironment(environment), ...readFlags(flags) };
  const valueOf = <Name extends Setting>(name: Name) => readSetting(name, given[name]);
  const tls = readTls(given, valueOf('TLS'));
  const dataDir = valueOf('DATA_DIR');
  const mediaWorkers = valueOf('MEDIA_WORKERS') ?? Math.min(cores, mediaWorkersMax);
  return {
    port: valueOf('PORT'),
    host: valueOf('HOST') ?? (tls.kind === 'off' ? '127.0.0.1' : hasIpv6 ? '::' : '0.0.0.0'),
    databaseUrl: valueOf('DATABASE_URL'),
    dataDir,
    messageRetentionDays: valueOf('MESSAGE_RETENTION_DAYS'),
    attachmentSpace: valueOf('ATTACHMENTS_PER_ACCOUNT') * 1_000_000,
    desktopDir: valueOf('DESKTOP_DIR') ?? join(dataDir, 'desktop'),
    announcedAddresses: valueOf('ANNOUNCED_ADDRESS'),
    mediaPort: readSetting('MEDIA_PORT', given.MEDIA_PORT, wholeNumber(1024, 65_536 - mediaWorkers)),
    mediaPortIsFixed: given.MEDIA_PORT !== undefined,
    mediaWorkers,
    loudestVoices: valueOf('LOUDEST_VOICES'),
    uncountedAddresses: valueOf('UNCOUNTED_ADDRESSES'),
    trustedProxies: valueOf('TRUSTED_PROXIES'),
    requestAllowance: valueOf('REQUEST_ALLOWANCE'),
    registration: valueOf('REGISTRATION'),
    socketsPerAddress: valueOf('SOCKETS_PER_ADDRESS'),
    socketsOfLoopbackCount: given.SOCKETS_PER_ADDRESS !== undefined,
    socketsMax: valueOf('SOCKETS_MAX') ?? planSocketsMax(filesMax),
    peersMax: valueOf('PEERS_MAX'),
    drainSeconds: valueOf('DRAIN_SECONDS'),
    takeOver: valueOf('TAKE_OVER') === 'yes',
    tls,
    metricsToken: valueOf('METRICS_TOKEN'),
    publicNames: valueOf('PUBLIC_NAMES'),
    logLevel: valueOf('LOG_LEVEL'),
  };
}

/** At least one: that there is no room for more is said at the start. */
function planSocketsMax(filesMax: number): number {
  return Math.max(1, Math.min(defaultSocketsMax, filesMax - otherFiles));
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Given {
  const given: Given = {};
  for (const name of settingNames) {
    const text = environment[name]?.trim();
    if (text !== undefined && text !== '') given[name] = text;
  }
  return given;
}

function readFlags(flags: readonly string[]): Given {
  const options = Object.fromEntries(settingNames.map((name) => [flagOf(name), { type: 'string' as const }]));
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...flags], options, strict: true }));
  } catch {
    const known = settingNames.map((name) => `--${flagOf(name)}`).join(', ');
    throw new SettingError(
      'The command line',
      flags.join(' '),
      `a list of flags with a value each, from ${known}`,
    );
  }
  const given: Given = {};
  for (const name of settingNames) {
    const text = values[flagOf(name)];
    if (typeof text === 'string') given[name] = text;
  }
  return given;
}

/** @param reader another one where what is allowed hangs on other settings */
function readSetting<Name extends Setting>(
  name: Name,
  text: string | undefined,
  reader: SettingReader<unknown> = settings[name].reader,
): ValueOf<Name> {
  const { otherwise, isSecret } = settings[name];
  const value = text === undefined ? otherwise : reader.read(text);
  if (text !== undefined && value === undefined)
    throw new SettingError(name, isSecret ? '...' : text, reader.allowed);
  return value as ValueOf<Name>;
}

function readTls(given: Given, kind: ValueOf<'TLS'>): TlsConfig {
  const { TLS_CERT: certFile, TLS_KEY: keyFile } = given;
  if (certFile === undefined && keyFile === undefined) return { kind: kind ?? 'off' };
  if (kind !== undefined) {
    throw new SettingError('TLS', kind, 'left out when TLS_CERT and TLS_KEY are set');
  }
  if (certFile === undefined) throw new SettingError('TLS_CERT', '', 'a PEM file, since TLS_KEY is set');
  if (keyFile === undefined) throw new SettingError('TLS_KEY', '', 'a PEM file, since TLS_CERT is set');
  return { kind: 'files', certFile, keyFile };
}
