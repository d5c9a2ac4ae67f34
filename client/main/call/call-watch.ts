// What the meeting's page said last of its call, for tray, power, keys, badge and updates; and the call to take up after a crash.
import type { CallState } from '../../ipc.ts';
import type { CallHandlers } from '../gate/call-handlers.ts';

type CallListener = (call: CallState | null) => void;

export class CallWatch {
  readonly #listeners = new Set<CallListener>();
  #call: CallState | null = null;
  #toResume: CallState | null = null;

  /** `null` outside of a call. */
  get call(): CallState | null {
    return this.#call;
  }

  /** Calls back after every change, never at once. */
  onChange(listener: CallListener): void {
    this.#listeners.add(listener);
  }

  /** The page is gone without having left: the next one takes its call up. */
  pageCrashed(): void {
    this.#toResume = this.#call ?? this.#toResume;
    this.#set(null);
  }

  /** The page is gone on purpose: there is no call and none to take up. */
  pageLeft(): void {
    this.#toResume = null;
    this.#set(null);
  }

  handlers(): Pick<CallHandlers, 'call:tell' | 'call:resume'> {
    return {
      'call:tell': ({ call }) => {
        this.#set(call);
        return {};
      },
      'call:resume': () => {
        const call = this.#toResume;
        this.#toResume = null;
        return call;
      },
    };
  }

  #set(call: CallState | null): void {
    this.#call = call;
    for (const listener of this.#listeners) listener(call);
  }
}
