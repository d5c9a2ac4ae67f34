// Account requests over HTTP: registering, signing in and out, passwords, and the tickets that open the socket.
import { type ErrorAnswer, isErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { normalizePhone } from '../../protocol/account/identity.ts';
import {
  httpPathOf,
  type RequestInput,
  type RequestNameOf,
  type RequestOutput,
} from '../../protocol/requests.ts';
import { CallError } from './call-error.ts';
import { digestPassword, saltAndDigest } from './password-digest.ts';

const answerTimeoutMs = 15_000;

export type Session = RequestOutput<'account:sign-in'>;

export type SignedInDevices = RequestOutput<'account:devices'>;

export type RegistrationMode = RequestOutput<'account:registration'>['mode'];

/** The fields of the form that creates an account. */
export interface RegistrationForm {
  readonly phone: string;
  readonly nickname: string;
  readonly password: string;
  /** The code of an invitation to register. */
  readonly invitation?: string | undefined;
}

/** How requests leave: the browser's `fetch`, or one that goes other ways. */
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a signed-in page may ask over HTTP besides what concerns its session, whose token it need not see. */
export type AccountRequestName = Exclude<RequestNameOf<'http'>, `account:${string}`>;

/** The account requests of one server. All methods throw RequestError for a refusal, CallError when the server does not answer. */
export class AccountApi {
  readonly #origin: string;
  readonly #fetch: Fetch;

  /** @param origin for example `https://meet.example.org`, without a path */
  constructor(origin: string, fetchBy: Fetch = (url, init) => fetch(url, init)) {
    this.#origin = origin;
    this.#fetch = fetchBy;
  }

  /** Who may create an account. */
  async registrationMode(): Promise<RegistrationMode> {
    return (await this.#request('account:registration', {})).mode;
  }

  /** Creates an account and signs in. */
  async register(form: RegistrationForm): Promise<Session> {
    const { phone, nickname, password, invitation } = form;
    const digests = { ...(await saltAndDigest(password)), nicknameDigest: await saltAndDigest(password) };
    const invited = invitation === undefined ? {} : { invitation };
    return this.#request('account:register', { phone, nickname, ...digests, ...invited });
  }

  /** @param login phone number or nickname; @param deviceKey of an earlier session of this account on this device */
  async signIn(login: string, password: string, deviceKey?: string): Promise<Session> {
    const digest = await this.#digestFor(login, password);
    return this.#request('account:sign-in', {
      login,
      digest,
      ...(deviceKey !== undefined && { deviceKey }),
      // An account of old, or an imported one, has nothing yet that its nickname could be checked with.
      ...(normalizePhone(login) !== undefined && { nicknameDigest: await saltAndDigest(password) }),
    });
  }

  /** Who a kept token belongs to; refused with `not-signed-in` once it was revoked or ran out. */
  describe(token: string): Promise<RequestOutput<'account:describe'>> {
    return this.#request('account:describe', {}, token);
  }

  async signOut(token: string): Promise<void> {
    await this.#request('account:sign-out', {}, token);
  }

  async signOutEverywhere(token: string): Promise<void> {
    await this.#request('account:sign-out-everywhere', {}, token);
  }

  /** Where the token's account is signed in, and its latest sign-ins on new devices. */
  devices(token: string): Promise<SignedInDevices> {
    return this.#request('account:devices', {}, token);
  }

  /** @param sessionId of another device of the token's account */
  async signOutDevice(token: string, sessionId: string): Promise<void> {
    await this.#request('account:sign-out-device', { sessionId }, token);
  }

  async signOutOthers(token: string): Promise<void> {
    await this.#request('account:sign-out-others', {}, token);
  }

  /**
   * @param phone number of the token's account, whose salt the current password is digested with
   * @returns the key by which this device is known from now on; `undefined` from an earlier server
   */
  async changePassword(
    token: string,
    phone: string,
    current: string,
    next: string,
  ): Promise<string | undefined> {
    const digest = await this.#digestFor(phone, current);
    const { salt: newSalt, digest: newDigest } = await saltAndDigest(next);
    const nicknameDigest = await saltAndDigest(next);
    const input = { digest, newSalt, newDigest, nicknameDigest };
    return (await this.#request('account:change-password', input, token)).deviceKey;
  }

  /** A single-use word that opens the socket within the next seconds. */
  async issueTicket(token: string, signal?: AbortSignal): Promise<string> {
    return (await this.#request('account:ticket', {}, token, signal)).ticket;
  }

  /** Asks what is not about the session itself: history, lists. */
  ask<N extends AccountRequestName>(
    token: string,
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
    return this.#request(name, input, token);
  }

  async #digestFor(login: string, password: string): Promise<string> {
    const { salt } = await this.#request('account:salt', { login });
    return digestPassword(salt, password);
  }

  async #request<N extends RequestNameOf<'http'>>(
    name: N,
    input: RequestInput<N>,
    token?: string,
    until: AbortSignal = AbortSignal.timeout(answerTimeoutMs),
  ): Promise<RequestOutput<N>> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    let response: Response;
    let body: unknown;
    try {
      response = await this.#fetch(this.#origin + httpPathOf(name), {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
        signal: until,
      });
      body = await response.json();
    } catch (cause) {
      throw new CallError('server-unreachable', { cause });
    }
    if (response.ok) return body as RequestOutput<N>;
    throw toRequestError(body);
  }
}

/** A refusal as the server sent it; anything else that came back counts as the server's mistake. */
function toRequestError(body: unknown): RequestError {
  const error = (body as { error?: Partial<ErrorAnswer> } | null)?.error;
  if (!isErrorCode(error?.code)) return new RequestError('internal');
  const { code, ...details } = error;
  return new RequestError(code, details);
}
