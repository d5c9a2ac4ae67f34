// The session of a page in the desktop program, which signs in and keeps the token: the page only ever sees tickets.
import { isErrorCode, RequestError } from '../../protocol/error-codes.ts';
import type { CallInput, CallName, CallOutput, DesktopBridge } from '../ipc.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { AccountRequestName, RegistrationForm, SignedInDevices } from './account-api.ts';
import { CallError } from './call-error.ts';
import { askDesktop, DesktopRefusal, type Refusal } from './ask-desktop.ts';
import type { Account } from './account.ts';
import type { SessionApi } from './session-api.ts';

export class DesktopSession implements SessionApi {
  readonly #bridge: DesktopBridge;

  constructor(bridge: DesktopBridge) {
    this.#bridge = bridge;
  }

  async restore(): Promise<Account | undefined> {
    return (await this.#ask('session:restore', {})) ?? undefined;
  }

  signIn(form: { login: string; password: string; staySignedIn: boolean }): Promise<Account> {
    return this.#ask('session:sign-in', form);
  }

  register(form: RegistrationForm): Promise<Account> {
    return this.#ask('session:register', form);
  }

  async signOut(): Promise<void> {
    await this.#ask('session:sign-out', { everywhere: false });
  }

  async signOutEverywhere(): Promise<void> {
    await this.#ask('session:sign-out', { everywhere: true });
  }

  devices(): Promise<SignedInDevices> {
    return this.#ask('session:devices', {});
  }

  async signOutDevice(sessionId: string): Promise<void> {
    await this.#ask('session:sign-out-device', { sessionId });
  }

  async signOutOthers(): Promise<void> {
    await this.#ask('session:sign-out-others', {});
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.#ask('session:change-password', { current, next });
  }

  /** The program's answer cannot be called off: what comes too late is left to run out. */
  async issueTicket(signal: AbortSignal): Promise<string> {
    const late = new Promise<never>((_resolve, reject) => {
      const giveUp = (): void => reject(new CallError('server-unreachable', { cause: signal.reason }));
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
    return (await Promise.race([this.#ask('session:ticket', {}), late])).ticket;
  }

  async ask<N extends AccountRequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    // The program hands on what the server answered.
    return (await this.#ask('session:ask', { name, input })).answer as RequestOutput<N>;
  }

  forget(): void {
    // Whatever becomes of it, the page is signed out.
    this.#ask('session:forget', {}).catch(() => undefined);
  }

  async #ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    try {
      return await askDesktop(this.#bridge, name, input);
    } catch (error) {
      throw error instanceof DesktopRefusal ? toRefusedRequest(error.refusal) : error;
    }
  }
}

/** What the rest of the client knows: the server's refusals as they are, and what the program says of itself by their codes. */
function toRefusedRequest({ code, ...details }: Refusal): RequestError | CallError {
  if (isErrorCode(code)) return new RequestError(code, details);
  if (code === 'server-unreachable') return new CallError(code);
  return new RequestError(code === 'bad-arguments' ? 'bad-request' : 'internal');
}
