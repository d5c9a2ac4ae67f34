// A desktop program that is not there: answers at once, remembers what it was asked. Used by the preview and by unit tests.
import type {
  Answer,
  CallInput,
  CallName,
  CallOutput,
  DesktopBridge,
  DesktopEvents,
  DesktopView,
} from '../../ipc.ts';

type Answers = { readonly [N in CallName]?: (input: CallInput<N>) => Answer<CallOutput<N>> };

export interface FakeProgram {
  readonly bridge: DesktopBridge;
  /** Every call so far, the first one first. */
  readonly asked: readonly { readonly name: CallName; readonly input: unknown }[];
  /** Tells the page something, as the program does by itself. */
  tell<E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]): void;
}

/** A program on a system that can do everything. */
export const fakeView: DesktopView = {
  version: '0.1.0',
  settings: {
    closeToTray: true,
    startAtLogin: false,
    muteOnLock: true,
    notifications: true,
    muteKey: 'Control+Shift+M',
    talkKey: '',
  },
  vault: true,
  talkKey: 'release',
  startAtLogin: true,
  keyTroubles: {},
  update: { state: 'none' },
};

const signedInAs = { accountId: 'account0', nickname: 'Ada Lovelace', phone: '13800000000' };

/** @param answers that differ from those of a program in which everything works */
export function makeUpProgram(answers: Answers = {}): FakeProgram {
  const asked: { name: CallName; input: unknown }[] = [];
  const listeners = new Map<string, Set<(event: never) => void>>();
  const all = { ...usualAnswers(), ...answers } as Record<string, (input: unknown) => Answer<unknown>>;
  const calls = new Proxy({} as DesktopBridge['calls'], {
    get: (_target, name: CallName) => async (input: unknown) => {
      asked.push({ name, input });
      return all[name]?.(input) ?? { ok: true, value: {} };
    },
  });
  return {
    asked,
    bridge: {
      calls,
      on: (name, listener) => {
        const heard = listeners.get(name) ?? new Set();
        listeners.set(name, heard.add(listener));
        return () => void heard.delete(listener);
      },
    },
    tell: (name, event) => {
      for (const listener of listeners.get(name) ?? []) listener(event as never);
    },
  };
}

/** Of the calls whose value says something; all others answer with nothing. */
function usualAnswers(): Answers {
  let view = fakeView;
  const known = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
  return {
    'session:restore': () => known(null),
    'session:sign-in': () => known(signedInAs),
    'session:register': () => known(signedInAs),
    'session:ticket': () => known({ ticket: 'ticket' }),
    'call:resume': () => known(null),
    'desktop:describe': () => known(view),
    'desktop:change': (change) => {
      view = { ...view, settings: { ...view.settings, ...change } as DesktopView['settings'] };
      return known(view);
    },
  };
}
