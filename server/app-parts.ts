// What main opens and reads, and createApp puts together.
import type { Logger } from 'pino';
import type { PersistedRoom } from '../rooms/persisted-room.ts';
import type { RestingNumber } from '../rooms/room-numbers.ts';
import type { Database } from '../sql/database.ts';
import type { RegistrationMode } from './config/registration-mode.ts';
import type { SignIn } from './features/sign-in/sign-in.ts';
import type { WorkerKind } from './media/worker-bin.ts';
import type { WorkerPool } from './media/worker-pool.ts';
import type { Certificate } from './net/certificate.ts';
import type { ConnectionLimiterLimits } from './net/connection-limiter.ts';
import type { KnownNames } from './net/host-names.ts';

export interface AppParts {
  readonly database: Database;
  readonly signIn: SignIn;
  /** Room numbers that rested when the server last stopped. */
  readonly resting: readonly RestingNumber[];
  /** Rooms that were open when the server last ended. */
  readonly kept: readonly PersistedRoom[];
  readonly workers: WorkerPool;
  readonly workerKind: WorkerKind;
  /** Addresses of this machine now, on which media comes in. */
  readonly ownAddresses: () => readonly string[];
  /** Those of a router in front of it. */
  readonly announcedAddresses: () => readonly string[];
  /** How many of those who speak at the same time are forwarded in a room. */
  readonly loudestVoices: number;
  /** Addresses whose requests are not counted per address. */
  readonly uncountedAddresses: readonly string[];
  /** How many times as often as the table of requests says a peer may ask. */
  readonly requestAllowance: number;
  readonly registration: RegistrationMode;
  /** People in rooms at a time, of all rooms together. */
  readonly peersMax: number;
  /** How many processors the server may use, for example 0.5. */
  readonly processors: number;
  readonly crowdLimits: ConnectionLimiterLimits;
  /** Addresses of proxies that say whom they pass on. */
  readonly trustedProxies: readonly string[];
  /** Told once of each nearby proxy that passes requests on without being trusted. */
  readonly onUntrustedProxy: (address: string) => void;
  readonly metricsToken: string | undefined;
  /** Names under which requests may come. */
  readonly names: KnownNames;
  readonly certificate: Certificate | undefined;
  /** Folder of what is kept besides the database. */
  readonly dataDir: string;
  /** How many days messages are kept; without it for ever. */
  readonly messageRetentionDays?: number | undefined;
  /** What the attachments of one account may take, in bytes. */
  readonly attachmentSpace: number;
  /** Folder of the built client. */
  readonly uiDir: string;
  /** Folder of the desktop program's installers. */
  readonly desktopDir: string;
  readonly log: Logger;
}
