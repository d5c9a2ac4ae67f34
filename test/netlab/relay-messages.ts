// What bench and relay say to each other over the channel between their processes. Spoken by relay-process and relay.
import type { Phase } from './impairment.ts';

/** One person's line: how packets fare towards the server and from it. */
export interface LinkPlan {
  readonly name: string;
  /** The person's addresses, earlier and later ones; packets are told apart by them. */
  readonly peerAddresses: readonly string[];
  readonly up: readonly Phase[];
  readonly down: readonly Phase[];
}

export interface RelayPlan {
  readonly seed: number;
  /** Where people believe the server to be. */
  readonly publicAddress: string;
  /** Where it is. */
  readonly serverAddress: string;
  /** UDP, the same on both sides. */
  readonly mediaPort: number;
  /** TCP, the same on both sides. */
  readonly webPort: number;
  readonly links: readonly LinkPlan[];
}

export type RelayRequest =
  | { readonly kind: 'open'; readonly plan: RelayPlan }
  /** Phases count from now on; before that the first one holds. */
  | { readonly kind: 'start' }
  | { readonly kind: 'report' };

export type RelayReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'started'; readonly atMs: number }
  | { readonly kind: 'reported'; readonly links: readonly LinkReport[] }
  | { readonly kind: 'failed'; readonly why: string };

/** Length of the pieces of time in which offered bytes are counted. */
export const offeredPieceMs = 100;

/** What one direction of a line has carried since the start of the phases. */
export interface DirectionReport {
  readonly packets: number;
  readonly bytes: number;
  readonly lost: number;
  readonly queueFull: number;
  /** Bytes with headers that were handed to the line, per `offeredPieceMs` since the start. */
  readonly offeredBytes: readonly number[];
}

export interface LinkReport {
  readonly name: string;
  readonly up: DirectionReport;
  readonly down: DirectionReport;
}
