// What the program remembers between two starts, apart from secrets: its settings, the servers, how its pages look.
import type { CallInput, DesktopSettings, KnownServer } from '../../ipc.ts';

export type Appearance = CallInput<'appearance:tell'>;

export interface KeptServer extends KnownServer {
  /** The person lets its page have camera and microphone; ends with the pinned certificate. */
  readonly mediaAllowed?: true;
}

export interface DesktopData {
  readonly settings: DesktopSettings;
  /** The one used last stands first. */
  readonly servers: readonly KeptServer[];
  readonly appearance: Appearance;
}

/** Kept in one file; every change is written whole before `change` returns. */
export interface DesktopStore {
  readonly data: DesktopData;
  change(change: Partial<DesktopData>): void;
}
