// Notices that the session of this page is over, whichever request finds it out: also where no socket stands, over which the server
// would have said so. Made by the meeting's controller.
import { RequestError } from '../../protocol/error-codes.ts';
import type { SessionApi } from './session-api.ts';

/**
 * The same session, watched.
 * @param onEnded called before a request fails with `not-signed-in`; not for a session that this page has left meanwhile
 */
export function watchSession(session: SessionApi, onEnded: () => void): SessionApi {
  /** Counts the sessions of this page: an answer may be about an earlier one. */
  let sessions = 0;
  const watched =
    <A extends unknown[], T>(ask: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const asked = sessions;
      try {
        return await ask(...args);
      } catch (error) {
        const isOver = error instanceof RequestError && error.code === 'not-signed-in';
        if (isOver && asked === sessions) onEnded();
        throw error;
      }
    };
  const changing =
    <A extends unknown[], T>(change: (...args: A) => T) =>
    (...args: A): T => {
      sessions += 1;
      return change(...args);
    };
  return {
    restore: () => session.restore(),
    signIn: changing((form) => session.signIn(form)),
    register: changing((form) => session.register(form)),
    signOut: changing(() => session.signOut()),
    signOutEverywhere: changing(() => session.signOutEverywhere()),
    devices: watched(() => session.devices()),
    signOutDevice: watched((sessionId) => session.signOutDevice(sessionId)),
    signOutOthers: watched(() => session.signOutOthers()),
    changePassword: watched((current, next) => session.changePassword(current, next)),
    issueTicket: watched((signal) => session.issueTicket(signal)),
    ask: watched<Parameters<SessionApi['ask']>, unknown>((name, input) =>
      session.ask(name, input),
    ) as SessionApi['ask'],
    forget: changing(() => session.forget()),
  };
}
