// Where the account is signed in, as the screens see it, and the news of sign-ins on new devices. Made by the meeting controller.
import type { StoreApi } from 'zustand';
import type { NewSignIn } from '../../protocol/account/signed-in-devices.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import { latestOf, planNewSignIns } from './plan-new-sign-ins.ts';
import { keepKnownUntil, readKnownUntil } from './stored-new-sign-ins.ts';
import { toProblem } from './to-problem.ts';

type DevicesApi = Pick<SessionApi, 'devices' | 'signOutDevice' | 'signOutOthers'>;

export class SignedInDevicesController {
  readonly #store: StoreApi<MeetingState>;
  readonly #api: DevicesApi;

  constructor(store: StoreApi<MeetingState>, api: DevicesApi) {
    this.#store = store;
    this.#api = api;
  }

  actions(): Pick<
    MeetingActions,
    'readSignedInDevices' | 'signOutDevice' | 'signOutOtherDevices' | 'dismissNewSignIns'
  > {
    return {
      readSignedInDevices: () => this.#showing(async () => undefined),
      signOutDevice: (sessionId) => this.#showing(() => this.#api.signOutDevice(sessionId)),
      signOutOtherDevices: () => this.#showing(() => this.#api.signOutOthers()),
      dismissNewSignIns: () => this.#dismiss(),
    };
  }

  /** Looks for sign-ins on new devices while this one was off; where the server does not answer, the next start looks again. */
  async look(): Promise<void> {
    await this.#read().catch(() => undefined);
  }

  /** The account signed in on a new device just now. */
  announced(signIn: NewSignIn): void {
    const others = this.#store
      .getState()
      .newSignIns.filter(({ sessionId }) => sessionId !== signIn.sessionId);
    this.#store.setState({ newSignIns: [signIn, ...others] });
    // A list that is shown has one more.
    if (this.#store.getState().signedInDevices !== undefined) void this.look();
  }

  /** Does something and reads the list anew, whatever came of it. */
  async #showing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#store.setState({ problem: toProblem(error) });
    }
    await this.#read().catch((error: unknown) => this.#store.setState({ problem: toProblem(error) }));
  }

  async #read(): Promise<void> {
    const accountId = this.#accountId;
    const { devices, newSignIns } = await this.#api.devices();
    // Another account may have signed in meanwhile.
    if (accountId === undefined || accountId !== this.#accountId) return;
    const kept = readKnownUntil(accountId);
    const own = devices.find(({ isThis }) => isThis)?.sessionId;
    const { shown, knownUntilMs } = planNewSignIns(newSignIns, kept, own);
    if (knownUntilMs !== kept) keepKnownUntil(accountId, knownUntilMs);
    this.#store.setState({ signedInDevices: devices, newSignIns: shown });
  }

  #dismiss(): void {
    const accountId = this.#accountId;
    const latestMs = latestOf(this.#store.getState().newSignIns);
    if (accountId !== undefined)
      keepKnownUntil(accountId, Math.max(latestMs, readKnownUntil(accountId) ?? 0));
    this.#store.setState({ newSignIns: [] });
  }

  get #accountId(): string | undefined {
    return this.#store.getState().account?.accountId;
  }
}
