// Where the signed-in session of this page lives: in the browser's storage, or with the desktop program. Used by the account desk.
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { AccountRequestName, RegistrationForm, SignedInDevices } from './account-api.ts';
import type { Account } from './account.ts';

/** The holder of the session, which keeps the token to itself. Methods throw RequestError for a refusal, CallError without an answer. */
export interface SessionApi {
  /** Takes up the session that was kept; `undefined` when there is none, or the server no longer takes it. */
  restore(): Promise<Account | undefined>;
  /** @param form `login` is a phone number or a nickname; without `staySignedIn` nothing outlives the window */
  signIn(form: { login: string; password: string; staySignedIn: boolean }): Promise<Account>;
  register(form: RegistrationForm): Promise<Account>;
  /** The session is forgotten here whatever the server answers. */
  signOut(): Promise<void>;
  /** Ends every session of the account; the own one is forgotten here whatever the server answers. */
  signOutEverywhere(): Promise<void>;
  /** Where the account is signed in, and its latest sign-ins on new devices. */
  devices(): Promise<SignedInDevices>;
  signOutDevice(sessionId: string): Promise<void>;
  /** Ends every session of the account but this one. */
  signOutOthers(): Promise<void>;
  changePassword(current: string, next: string): Promise<void>;
  /** A single-use word that opens the socket within the next seconds. */
  issueTicket(signal: AbortSignal): Promise<string>;
  /** Asks over HTTP for the account: what may be long, and must not wait in front of a call. */
  ask<N extends AccountRequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>;
  /** The server no longer takes the session. */
  forget(): void;
}
