// The session of a page in a browser: asked for by HTTP, its token kept in the browser's storage and nowhere else.
import { RequestError } from '../../protocol/error-codes.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import {
  AccountApi,
  type AccountRequestName,
  type RegistrationForm,
  type Session,
  type SignedInDevices,
} from './account-api.ts';
import type { Account } from './account.ts';
import type { SessionApi } from './session-api.ts';
import { keepDeviceKey, readDeviceKey } from './stored-devices.ts';
import { forgetToken, keepToken, readToken } from './stored-session.ts';

type Held = Pick<Session, 'token' | 'phone' | 'nickname'>;

export class BrowserSession implements SessionApi {
  readonly #api: AccountApi;
  #held: Held | undefined;

  /** @param origin of the server */
  constructor(origin: string) {
    this.#api = new AccountApi(origin);
  }

  async restore(): Promise<Account | undefined> {
    const token = readToken();
    if (token === undefined) return undefined;
    try {
      return this.#hold({ token, ...(await this.#api.describe(token)) });
    } catch (error) {
      // A refused token is worth nothing any more; an unreachable server may come back.
      if (!(error instanceof RequestError && error.code === 'not-signed-in')) throw error;
      forgetToken(token);
      return undefined;
    }
  }

  async signIn(form: { login: string; password: string; staySignedIn: boolean }): Promise<Account> {
    const session = await this.#api.signIn(form.login, form.password, await readDeviceKey(form.login));
    return this.#keep(session, form.staySignedIn);
  }

  async register(form: RegistrationForm): Promise<Account> {
    return this.#keep(await this.#api.register(form), true);
  }

  async signOut(): Promise<void> {
    const held = this.#held;
    this.forget();
    if (held) await this.#api.signOut(held.token);
  }

  async signOutEverywhere(): Promise<void> {
    const held = this.#held;
    this.forget();
    if (held) await this.#api.signOutEverywhere(held.token);
  }

  async devices(): Promise<SignedInDevices> {
    return this.#api.devices(this.#require().token);
  }

  async signOutDevice(sessionId: string): Promise<void> {
    await this.#api.signOutDevice(this.#require().token, sessionId);
  }

  async signOutOthers(): Promise<void> {
    await this.#api.signOutOthers(this.#require().token);
  }

  async changePassword(current: string, next: string): Promise<void> {
    const { token, phone, nickname } = this.#require();
    const deviceKey = await this.#api.changePassword(token, phone, current, next);
    if (deviceKey !== undefined) await keepDeviceKey({ deviceKey, phone, nickname });
  }

  async issueTicket(signal: AbortSignal): Promise<string> {
    return this.#api.issueTicket(this.#require().token, signal);
  }

  async ask<N extends AccountRequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    return this.#api.ask(this.#require().token, name, input);
  }

  forget(): void {
    if (this.#held) forgetToken(this.#held.token);
    this.#held = undefined;
  }

  async #keep(session: Session, staySignedIn: boolean): Promise<Account> {
    keepToken(session.token, staySignedIn);
    await keepDeviceKey(session);
    return this.#hold(session);
  }

  #hold({ token, accountId, nickname, phone }: Omit<Session, 'deviceKey'>): Account {
    this.#held = { token, phone, nickname };
    return { accountId, nickname, phone };
  }

  #require(): Held {
    if (!this.#held) throw new RequestError('not-signed-in');
    return this.#held;
  }
}
