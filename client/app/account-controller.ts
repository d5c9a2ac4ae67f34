// Accounts as the screens see them: registering, signing in and out, passwords, and what follows from each for the page.
import type { StoreApi } from 'zustand';
import type { RegistrationMode } from '../link/account-api.ts';
import { checkNewPassword } from './check-new-password.ts';
import type { Account } from '../link/account.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { SessionApi } from '../link/session-api.ts';
import { noChoices, readAccountChoices } from './stored-account-choices.ts';
import { toProblem } from './to-problem.ts';

type AccountActions = Pick<
  MeetingActions,
  'signIn' | 'readRegistration' | 'register' | 'signOut' | 'signOutEverywhere' | 'changePassword'
>;

export interface AccountControllerParts {
  readonly store: StoreApi<MeetingState>;
  readonly session: SessionApi;
  readonly link: ServerLink;
  /** Asks the server who may create an account. */
  readonly readMode: () => Promise<RegistrationMode>;
  /** Called when an account is signed in here: by its password, or by a session that was kept. */
  readonly onSignedIn: (account: Account) => void;
  /** Called when no account is signed in here any more. */
  readonly onSignedOut: () => void;
}

export class AccountController {
  readonly #store: StoreApi<MeetingState>;
  readonly #session: SessionApi;
  readonly #link: ServerLink;
  readonly #parts: AccountControllerParts;

  constructor(parts: AccountControllerParts) {
    this.#store = parts.store;
    this.#session = parts.session;
    this.#link = parts.link;
    this.#parts = parts;
  }

  /** Takes up the session that an earlier page left. */
  async start(): Promise<void> {
    try {
      const account = await this.#session.restore();
      if (account) this.#enterLobby(account);
      else this.#store.setState({ phase: 'signed-out' });
    } catch (error) {
      this.#store.setState({ phase: 'signed-out', problem: toProblem(error) });
    }
  }

  actions(): AccountActions {
    return {
      signIn: async ({ login, password, staySignedIn }) => {
        await this.#busily(async () =>
          this.#enterLobby(await this.#session.signIn({ login: login.trim(), password, staySignedIn })),
        );
      },
      readRegistration: async () => {
        // Where it cannot be told, the form is shown, and sending it tells.
        const registration = await this.#parts.readMode().catch(() => undefined);
        this.#store.setState({ registration });
      },
      register: async ({ confirm, ...form }) => {
        const wrong = checkNewPassword(form.password, confirm);
        if (wrong) return this.#store.setState({ problem: { code: wrong } });
        await this.#busily(async () => this.#enterLobby(await this.#session.register(form)));
      },
      signOut: async () => {
        this.#leaveLobby();
        await this.#busily(() => this.#session.signOut());
      },
      signOutEverywhere: async () => {
        this.#leaveLobby();
        await this.#busily(() => this.#session.signOutEverywhere());
      },
      changePassword: async ({ current, password, confirm }) => {
        const wrong = checkNewPassword(password, confirm);
        if (wrong) {
          this.#store.setState({ problem: { code: wrong } });
          return false;
        }
        return this.#busily(() => this.#session.changePassword(current, password));
      },
    };
  }

  /** The session is over: back to the sign-in screen. */
  forget(): void {
    this.#session.forget();
    this.#leaveLobby();
  }

  #enterLobby(account: Account): void {
    this.#store.setState({ phase: 'lobby', account, ...readAccountChoices(account.accountId) });
    // Joining is quicker over a socket that stands; a failure shows at joining.
    this.#link.open().catch(() => undefined);
    this.#parts.onSignedIn(account);
  }

  #leaveLobby(): void {
    this.#link.close();
    this.#parts.onSignedOut();
    this.#store.setState({
      phase: 'signed-out',
      account: undefined,
      room: undefined,
      movedFrom: undefined,
      moveQuestion: undefined,
      signedInDevices: undefined,
      newSignIns: [],
      ...noChoices,
    });
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
