// The devices that an account is signed in on, and its sign-ins on new ones. Used by the account handlers and by the HTTP transport's look
// at tokens.
import {
  type DeviceKind,
  deviceKindSchema,
  type NewSignIn,
  newSignInsMax,
  type SignedInDevice,
} from '../../../protocol/account/signed-in-devices.ts';
import type { SessionDevice, SessionDeviceStore } from '../../../sql/session-device-store.ts';
import type { Caller } from '../../dispatch/handler.ts';
import { readDeviceKind } from './read-device-kind.ts';
import { type Sessions, sessionsPerAccountMax } from './sessions.ts';

/** So long a sign-in on a new device is listed, for devices of the account that were off meanwhile. */
const announcedForMs = 30 * 24 * 60 * 60 * 1000;

/** Every method may throw RequestError `database-unavailable`. */
export class SignedInDevices {
  readonly #sessions: Pick<Sessions, 'ofAccount'>;
  readonly #store: SessionDeviceStore;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(sessions: Pick<Sessions, 'ofAccount'>, store: SessionDeviceStore, now: () => number) {
    this.#sessions = sessions;
    this.#store = store;
    this.#now = now;
  }

  /**
   * Notes on which device a session has begun.
   * @param isNew whether the account had not used the device before
   * @returns what its other devices are sent, of a new one
   */
  async add(
    session: { readonly accountId: string; readonly sessionId: string },
    from: Caller,
    isNew: boolean,
  ): Promise<NewSignIn | undefined> {
    const device = { ...session, ...describe(from), signedInAtMs: this.#now(), isNew };
    await this.#store.add(device);
    await this.#store.deleteEarliest(session.accountId, sessionsPerAccountMax);
    return isNew ? toNewSignIn(device) : undefined;
  }

  /** Notes from where a session is used; at most once an hour, since it writes. */
  async noteUse(
    session: { readonly accountId: string; readonly sessionId: string; readonly createdAtMs: number },
    from: Caller,
  ): Promise<void> {
    const { accountId, sessionId, createdAtMs } = session;
    const device = { accountId, sessionId, signedInAtMs: createdAtMs, isNew: false };
    await this.#store.noteUse({ ...device, ...describe(from) });
  }

  /** @param askingId the session that asks, which stands first */
  async list(accountId: string, askingId: string): Promise<SignedInDevice[]> {
    const [sessions, devices] = await Promise.all([
      this.#sessions.ofAccount(accountId),
      this.#store.ofAccount(accountId),
    ]);
    const bySession = new Map(devices.map((device) => [device.sessionId, device]));
    const listed = sessions.map(({ sessionId, createdAtMs, usedAtMs }): SignedInDevice => {
      const device = bySession.get(sessionId);
      return {
        sessionId,
        isThis: sessionId === askingId,
        ...kindOf(device),
        ...(device !== undefined && { address: device.address }),
        signedInAtMs: createdAtMs,
        usedAtMs,
      };
    });
    return listed.toSorted((one, other) => Number(other.isThis) - Number(one.isThis));
  }

  /** The latest first. */
  async newSignIns(accountId: string): Promise<NewSignIn[]> {
    const devices = await this.#store.ofAccount(accountId);
    const sinceMs = this.#now() - announcedForMs;
    return devices
      .filter(({ isNew, signedInAtMs }) => isNew && signedInAtMs > sinceMs)
      .slice(0, newSignInsMax)
      .map(toNewSignIn);
  }

  /** Forgets the devices of sessions that are over, new ones after 30 days. */
  async prune(): Promise<void> {
    await this.#store.deleteEnded(this.#now() - announcedForMs);
  }
}

function describe({ address, userAgent }: Caller): Pick<SessionDevice, 'address' | 'program' | 'system'> {
  const { program, system } = readDeviceKind(userAgent);
  return { address, program, system };
}

function toNewSignIn(device: SessionDevice): NewSignIn {
  const { sessionId, address, signedInAtMs } = device;
  return { sessionId, ...kindOf(device), address, signedInAtMs };
}

/** Names that a newer version of the server stored are left out. */
function kindOf(device: Pick<SessionDevice, 'program' | 'system'> | undefined): DeviceKind {
  const { program, system } = device ?? {};
  const known = deviceKindSchema.safeParse({
    ...(program !== undefined && { program }),
    ...(system !== undefined && { system }),
  });
  return known.success ? known.data : {};
}
