// Accounts as the screens see them: registering, signing in and out, passwords, and the session this page keeps.
import type { StoreApi } from 'zustand';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { AccountApi, Session } from '../../call/account-api.ts';
import { checkNewPassword } from './check-new-password.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import type { ServerLink } from './server-link.ts';
import { keepDeviceKey, readDeviceKey } from './stored-devices.ts';
import { forgetToken, keepToken, readToken } from './stored-session.ts';
import { toProblem } from './to-problem.ts';

type AccountActions = Pick<
  MeetingActions,
  'signIn' | 'register' | 'signOut' | 'signOutEverywhere' | 'changePassword'
>;

export class AccountDesk {
  readonly #store: StoreApi<MeetingState>;
  readonly #api: AccountApi;
  readonly #link: ServerLink;
  #token: string | undefined;

  constructor(store: StoreApi<MeetingState>, api: AccountApi, link: ServerLink) {
    this.#store = store;
    this.#api = api;
    this.#link = link;
  }

  /** Of the session this page is signed in with. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Takes up the session that an earlier page kept. */
  async start(): Promise<void> {
    const token = readToken();
    if (token === undefined) {
      this.#store.setState({ phase: 'signed-out' });
      return;
    }
    try {
      const account = await this.#api.describe(token);
      this.#enterLobby(token, account);
    } catch (error) {
      // A refused token is worth nothing any more; an unreachable server may come back.
      const refused = error instanceof RequestError && error.code === 'not-signed-in';
      if (refused) forgetToken();
      this.#store.setState({ phase: 'signed-out', ...(!refused && { problem: toProblem(error) }) });
    }
  }

  actions(): AccountActions {
    return {
      signIn: async ({ login, password, staySignedIn }) => {
        await this.#busily(async () => {
          const session = await this.#api.signIn(login.trim(), password, readDeviceKey(login));
          this.#take(session, staySignedIn);
        });
      },
      register: async ({ phone, nickname, password, confirm }) => {
        const wrong = checkNewPassword(password, confirm);
        if (wrong) return this.#store.setState({ problem: { code: wrong } });
        await this.#busily(async () =>
          this.#take(await this.#api.register({ phone, nickname, password }), true),
        );
      },
      signOut: async () => {
        const token = this.#token;
        this.forget();
        if (token !== undefined) await this.#busily(() => this.#api.signOut(token));
      },
      signOutEverywhere: async () => {
        const token = this.#token;
        this.forget();
        if (token !== undefined) await this.#busily(() => this.#api.signOutEverywhere(token));
      },
      changePassword: async ({ current, password, confirm }) => {
        const wrong = checkNewPassword(password, confirm);
        const { account } = this.#store.getState();
        const token = this.#token;
        if (wrong) this.#store.setState({ problem: { code: wrong } });
        if (wrong || !account || token === undefined) return false;
        return this.#busily(() => this.#api.changePassword(token, account.phone, current, password));
      },
    };
  }

  /** The session is over: back to the sign-in screen. */
  forget(): void {
    this.#token = undefined;
    forgetToken();
    this.#link.close();
    this.#store.setState({ phase: 'signed-out', account: undefined, room: undefined });
  }

  #take({ token, ...account }: Session, staySignedIn: boolean): void {
    keepToken(token, staySignedIn);
    keepDeviceKey(account);
    this.#enterLobby(token, account);
  }

  #enterLobby(token: string, { accountId, nickname, phone }: Omit<Session, 'token' | 'deviceKey'>): void {
    this.#token = token;
    this.#store.setState({ phase: 'lobby', account: { accountId, nickname, phone } });
    // Joining is quicker over a socket that stands, and signing in here ends a call elsewhere; a failure shows at joining.
    this.#link.open(token).catch(() => undefined);
  }

  /** Runs one account request at a time; returns whether it succeeded. */
  async #busily(work: () => Promise<void>): Promise<boolean> {
    this.#store.setState({ busy: true, problem: undefined });
    try {
      await work();
      return true;
    } catch (error) {
      this.#store.setState({ problem: toProblem(error) });
      return false;
    } finally {
      this.#store.setState({ busy: false });
    }
  }
}
