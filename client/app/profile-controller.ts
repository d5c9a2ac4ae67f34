// The own profile of the account that is signed in, and the word that opens pictures of people. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { OwnProfile } from '../../protocol/people/model.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import type { SessionApi } from '../link/session-api.ts';
import type { Request } from '../messages/ports.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import { noProfile, type ProfileActions } from './profile-model.ts';
import { toProblem } from './to-problem.ts';

/** A ticket lasts for a day; another one is drawn long before. */
const ticketEveryMs = 6 * 3600 * 1000;
const tryAgainMs = 15_000;

export interface ProfileControllerParts {
  readonly store: StoreApi<MeetingState>;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  readonly session: Pick<SessionApi, 'ask'>;
  /** Makes a small square of a picture, as parts of base64; `undefined` where it cannot be opened. */
  readonly crop: (file: Blob) => Promise<string[] | undefined>;
  readonly later: (ms: number, work: () => void) => () => void;
}

export class ProfileController {
  readonly #parts: ProfileControllerParts;
  #callOff: () => void = () => undefined;
  /** Counted up at each sign-in and sign-out: what was asked before is not shown after. */
  #turn = 0;

  constructor(parts: ProfileControllerParts) {
    this.#parts = parts;
  }

  /** An account is signed in. */
  begin(): void {
    this.end();
    void this.#read(this.#turn);
  }

  /** No account is signed in any more. */
  end(): void {
    this.#turn += 1;
    this.#callOff();
    this.#parts.store.setState({ profile: noProfile });
  }

  actions(): ProfileActions {
    const { session, request, crop } = this.#parts;
    return {
      edit: (changes) => this.#ask(() => session.ask('profile:edit', changes)),
      changeNickname: (nickname) => this.#ask(() => session.ask('profile:change-nickname', { nickname })),
      setPicture: (file) =>
        this.#ask(async () => {
          const parts = await crop(file);
          if (parts === undefined) throw new RequestError('picture-invalid');
          return request('profile:set-picture', { parts });
        }),
      removePicture: () => this.#ask(() => session.ask('profile:remove-picture', {})),
    };
  }

  async #read(turn: number): Promise<void> {
    const { session, store, later } = this.#parts;
    let nextMs = ticketEveryMs;
    try {
      const { ticket } = await session.ask('profile:draw-ticket', {});
      const { profile } = await session.ask('profile:own', {});
      if (turn === this.#turn) store.setState({ profile: { own: profile, ticket } });
    } catch {
      nextMs = tryAgainMs;
    }
    if (turn === this.#turn) this.#callOff = later(nextMs, () => void this.#read(turn));
  }

  async #ask(work: () => Promise<{ readonly profile: OwnProfile }>): Promise<Problem | undefined> {
    const turn = this.#turn;
    try {
      const { profile } = await work();
      if (turn !== this.#turn) return undefined;
      const { store } = this.#parts;
      const { account, profile: before } = store.getState();
      store.setState({
        profile: { ...before, own: profile },
        account: account && { ...account, nickname: profile.nickname },
      });
      return undefined;
    } catch (error) {
      return toProblem(error);
    }
  }
}
