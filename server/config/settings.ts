// The one table of settings: name, reader, what counts when it is not set, a sentence. Flags, `--help`, the README's table and
// `readConfig` follow from it. A new setting is a row here and a field of `Config`.
import { peersPerRoomMax } from '../../protocol/limits.ts';
import { keepDaysMax } from '../../protocol/messages/message-limits.ts';
import {
  anyText,
  bearerToken,
  databaseUrl,
  isAddressOrName,
  isIpAddress,
  listOf,
  oneOf,
  ownAddress,
  type SettingReader,
  wholeNumber,
} from './read-setting.ts';
import { registrationModes } from './registration-mode.ts';

/** Outside the range from which systems draw outgoing ports (32768 and up). */
const defaultMediaPort = 20_000;
export const mediaWorkersMax = 64;
const socketsLimit = 100_000;
/** Twenty thousand who are signed in, and those who come and go. Each costs the server a file and some 15 kB. */
export const defaultSocketsMax = 25_000;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One setting; `Value` is what its text becomes, `Default` what counts without it. */
interface SettingRow<Value, Default> {
  readonly reader: SettingReader<Value>;
  /** `undefined` where it hangs on other settings or on the machine. */
  readonly otherwise: Default;
  /** What the tables say of that. */
  readonly otherwiseInWords: string;
  /** What it means, as the tables say it. */
  readonly meaning: string;
  /** Whether its value is repeated nowhere. */
  readonly isSecret: boolean;
}

function row<Value, const Default>(
  reader: SettingReader<Value>,
  otherwise: Default,
  otherwiseInWords: string,
  meaning: string,
): SettingRow<Value, Default> {
  return { reader, otherwise, otherwiseInWords, meaning, isSecret: false };
}

function secretRow<Value, const Default>(
  ...parts: Parameters<typeof row<Value, Default>>
): SettingRow<Value, Default> {
  return { ...row(...parts), isSecret: true };
}

const none: readonly string[] = [];

export const settings = {
  PORT: row(wholeNumber(0, 65_535), 3000, '3000', 'HTTP and signalling; 0 lets the system choose'),
  HOST: row(
    ownAddress,
    undefined,
    'all interfaces, IPv4 and IPv6, with TLS; loopback without',
    'address to listen on; `::` is all of them, `0.0.0.0` those of IPv4',
  ),
  TLS: row(
    oneOf(['off', 'self-signed']),
    undefined,
    '`off`',
    '`self-signed` makes a certificate in the data folder',
  ),
  TLS_CERT: row(
    anyText,
    undefined,
    '',
    'file of a certificate of your own, PEM; a renewed one is used within 10 s',
  ),
  TLS_KEY: row(anyText, undefined, '', "file of the certificate's key, PEM"),
  ANNOUNCED_ADDRESS: row(
    listOf(isAddressOrName, 'addresses or host names'),
    none,
    '',
    'public addresses in front of this machine, or host names, which are looked up again each minute; separated by commas',
  ),
  MEDIA_PORT: row(
    wholeNumber(1024, 65_535),
    defaultMediaPort,
    '20000, or the next free ports',
    'first media port, UDP and TCP, one per worker',
  ),
  MEDIA_WORKERS: row(
    wholeNumber(1, mediaWorkersMax),
    undefined,
    'one per core',
    'processes that carry media',
  ),
  LOUDEST_VOICES: row(
    wholeNumber(1, peersPerRoomMax),
    3,
    '3',
    'how many of those who speak at the same time are heard; a new speaker is heard in any case for a moment',
  ),
  UNCOUNTED_ADDRESSES: row(
    listOf(isIpAddress, 'IP addresses'),
    none,
    '',
    'IP addresses whose sign-ins are not counted per address, separated by commas: for load tests from machines of your own, where one address stands for many people; each account still asks no faster than a person',
  ),
  REGISTRATION: row(
    oneOf(registrationModes),
    'open',
    '`open`',
    'who may create an account: `open` all, `invited` those with a link of `npm run accounts -- invite`, `closed` none',
  ),
  TRUSTED_PROXIES: row(
    listOf(isIpAddress, 'IP addresses'),
    none,
    '',
    'IP addresses of reverse proxies in front, separated by commas: each client behind them has its own address again (X-Forwarded-For)',
  ),
  DRAIN_SECONDS: row(
    wholeNumber(0, 86_400),
    30,
    '30',
    'how long running meetings go on after SIGTERM, while no new ones begin; a second SIGTERM or Ctrl-C ends at once',
  ),
  TAKE_OVER: row(
    oneOf(['no', 'yes']),
    'no',
    '`no`',
    '`yes` takes the place of the server that serves the same data folder: its calls move over with hardly a gap',
  ),
  SOCKETS_PER_ADDRESS: row(
    wholeNumber(1, socketsLimit),
    1000,
    '1000, loopback let off',
    'connections one address may have, three of which stay free for clients that are not signed in',
  ),
  SOCKETS_MAX: row(
    wholeNumber(1, socketsLimit),
    undefined,
    '25000, fewer where fewer files may be open',
    'connections of all together',
  ),
  PEERS_MAX: row(wholeNumber(1, socketsLimit), 2000, '2000', 'people in rooms, of all rooms together'),
  REQUEST_ALLOWANCE: row(
    wholeNumber(1, 1000),
    1,
    '1',
    'how many times as fast as people clients may ask; more only for tests of the server that ask as no person does',
  ),
  DATABASE_URL: secretRow(
    databaseUrl,
    undefined,
    'SQLite in the data folder',
    '`mysql://user:password@host/name`; `?ssl-mode=REQUIRED`, `VERIFY_CA` or `VERIFY_IDENTITY` (with `&ssl-ca=FILE`) encrypts the way there',
  ),
  DATA_DIR: row(anyText, './data', '`./data`', 'everything that must outlive a restart'),
  MESSAGE_RETENTION_DAYS: row(
    wholeNumber(1, keepDaysMax),
    undefined,
    'for ever',
    'days that messages are kept; conversations may choose fewer',
  ),
  ATTACHMENTS_PER_ACCOUNT: row(
    wholeNumber(1, 10_000_000),
    5000,
    '5000',
    'MB that the attachments of one account may take',
  ),
  DESKTOP_DIR: row(
    anyText,
    undefined,
    '`desktop` in the data folder',
    'installers of the desktop program and `latest*.yml`, handed out at `/desktop/`',
  ),
  PUBLIC_NAMES: row(
    listOf(isAddressOrName, 'host names without ports'),
    none,
    'any',
    'host names under which people reach the server, separated by commas; requests by another name are refused then, while addresses and `localhost` always pass',
  ),
  METRICS_TOKEN: secretRow(
    bearerToken,
    undefined,
    '',
    'a client that sends it as `Authorization: Bearer` may read `/metrics` from anywhere, and no other may; without it only programs of this machine may',
  ),
  LOG_LEVEL: row(
    oneOf(logLevels),
    'info',
    '`info`',
    '`debug` to `silent`; logs are JSON lines on standard error',
  ),
};

export type Setting = keyof typeof settings;
type Row<Name extends Setting> = (typeof settings)[Name];
/** What a setting's text becomes, or what counts without it. */
export type ValueOf<Name extends Setting> =
  | NonNullable<ReturnType<Row<Name>['reader']['read']>>
  | Row<Name>['otherwise'];

export const settingNames = Object.keys(settings) as readonly Setting[];

/** The flag of the same meaning, without its dashes: `DATA_DIR` is `data-dir`. */
export const flagOf = (name: Setting): string => name.toLowerCase().replaceAll('_', '-');
