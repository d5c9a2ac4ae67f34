// Stands in for the desktop program behind a page in real Chromium: `window.plenumDesktop` as the preload makes it, answered here.
// Arguments and answers cross as JSON and are held against the contract, as the gate does. Electron itself is not in it.
import type { BrowserContext, Page } from 'playwright-core';
import { toRefusal } from '../../client/main/gate/to-refusal.ts';
import {
  type Answer,
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type DesktopEvents,
} from '../../client/ipc.ts';

/** What answers the calls of a test; a call that nothing answers resolves with nothing. */
export type Handlers = {
  readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
};

export interface StandInBridge {
  /** Every call so far with its input, the first one first. */
  readonly asked: readonly { readonly name: CallName; readonly input: unknown }[];
  /** All that went into the page, as text. */
  readonly answers: readonly string[];
  /** The inputs of one call. */
  inputsOf<N extends CallName>(name: N): CallInput<N>[];
  /** Tells a page something, as the program does by itself. */
  tell<E extends keyof DesktopEvents>(page: Page, name: E, event: DesktopEvents[E]): Promise<void>;
}

declare global {
  interface Window {
    /** Playwright's way out of the page, and the test's way into it. */
    readonly askStandIn: (name: CallName, input: unknown) => Promise<never>;
    tellStandIn?: (name: string, event: unknown) => void;
  }
}

/** In the page, or in every page that the context opens from now on, but for empty ones such as the mini window. */
export async function standInBridge(
  pages: BrowserContext | Page,
  handlers: Handlers,
): Promise<StandInBridge> {
  const asked: { name: CallName; input: unknown }[] = [];
  const answers: string[] = [];
  await pages.exposeBinding('askStandIn', async (_source, name: CallName, input: unknown) => {
    asked.push({ name, input });
    const answer = await answerTo(handlers, name, input);
    answers.push(JSON.stringify(answer));
    return answer;
  });
  await pages.addInitScript(installBridge, Object.keys(calls));
  return {
    asked,
    answers,
    inputsOf: (name) =>
      asked.filter((call) => call.name === name).map(({ input }) => input as CallInput<typeof name>),
    tell: (page, name, event) =>
      page.evaluate(([told, body]) => window.tellStandIn?.(told, body), [name, event] as const),
  };
}

async function answerTo(handlers: Handlers, name: CallName, input: unknown): Promise<Answer<unknown>> {
  const rule = calls[name];
  const checked = rule.input.safeParse(input);
  if (!checked.success) return { ok: false, error: { code: 'bad-arguments' } };
  try {
    const handle = (handlers[name] ?? (() => ({}))) as (input: unknown) => unknown;
    return { ok: true, value: rule.output.parse(await handle(checked.data)) };
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal) return refusal;
    throw error;
  }
}

/** Runs in the page, before anything else of it. */
function installBridge(names: readonly string[]): void {
  if (location.protocol === 'about:') return;
  const listeners = new Map<string, Set<(event: unknown) => void>>();
  const asks = names.map((name) => [
    name,
    (input: unknown) => window.askStandIn(name as Parameters<Window['askStandIn']>[0], input),
  ]);
  window.tellStandIn = (name, event) => {
    for (const listener of listeners.get(name) ?? []) listener(event);
  };
  Object.defineProperty(window, 'plenumDesktop', {
    value: {
      calls: Object.fromEntries(asks),
      on: (name: string, listener: (event: unknown) => void) => {
        const heard = listeners.get(name) ?? new Set();
        listeners.set(name, heard.add(listener));
        return () => void heard.delete(listener);
      },
    },
  });
}
