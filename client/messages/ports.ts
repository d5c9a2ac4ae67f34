// What the messages of this device need of the outside; time and chance among it.
import type { RequestInput, RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { MessageStore } from './message-store.ts';

/** Asks the server over the socket. Rejects with RequestError for a refusal, CallError when no answer came. */
export type Request = <N extends RequestNameOf<'socket'>>(
  name: N,
  input: RequestInput<N>,
) => Promise<RequestOutput<N>>;

export interface MessagesPorts {
  /** The account that is signed in. */
  readonly accountId: string;
  readonly request: Request;
  readonly store: MessageStore;
  /** Does something after so many milliseconds. @returns calls it off */
  readonly later: (ms: number, work: () => void) => () => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** 128 random bits in hexadecimal digits. */
  readonly drawClientId: () => string;
  /** What is kept of a conversation changed, and is saved. */
  readonly onChanged: (conversation: string) => void;
  /** Whether everything is here may be different now. */
  readonly onCurrent?: () => void;
}
