// The one gate between pages and program: every call of the contract is judged by its sender and its arguments here, answered by
// its handler, and nothing else is registered. Opened by `create-desktop.ts`.
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { RequestError } from '../../../protocol/error-codes.ts';
import { type Answer, type CallName, type CallOutput, calls } from '../../ipc.ts';
import type { Electron } from '../electron.ts';
import { CallBudgets } from './call-budget.ts';
import { type CallHandlers, DesktopError } from './call-handlers.ts';
import { checkArguments } from './check-arguments.ts';
import { judgeSender, type Sender, type WindowRole } from './judge-sender.ts';
import { toRefusal } from './to-refusal.ts';

/** By then a page that called too often may make a few calls again. */
const retryAfterMs = 250;

export interface GateParts {
  readonly electron: Pick<Electron, 'ipcMain'>;
  readonly handlers: CallHandlers;
  readonly roleOf: (contents: WebContents) => WindowRole | undefined;
  /** The origin whose page the main window shows; `null` while it shows the program's own page. */
  readonly connectedOrigin: () => string | null;
  /** A mistake of the program, for the person who looks for it. */
  readonly log: (sentence: string, error: unknown) => void;
  /** A word that finds the log line of a mistake again. */
  readonly drawId: () => string;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

/** Registers every call of the contract; returns the end. */
export function openGate(parts: GateParts): () => void {
  const { ipcMain } = parts.electron;
  const budgets = new CallBudgets<WebContents>();
  const names = Object.keys(calls) as CallName[];
  for (const name of names) {
    ipcMain.handle(name, (event, ...handedOver: unknown[]) =>
      answer(parts, budgets, { name, event, handedOver }),
    );
  }
  return () => names.forEach((name) => ipcMain.removeHandler(name));
}

interface GivenCall<N extends CallName> {
  readonly name: N;
  readonly event: IpcMainInvokeEvent;
  readonly handedOver: readonly unknown[];
}

/** Never rejects: what a rejection says would reach the page with its stack. */
async function answer<N extends CallName>(
  parts: GateParts,
  budgets: CallBudgets<WebContents>,
  { name, event, handedOver }: GivenCall<N>,
): Promise<Answer<CallOutput<N>>> {
  try {
    const audience = judgeSender(describeSender(event, parts.roleOf), parts.connectedOrigin());
    const allowed: readonly string[] = calls[name].for;
    if (audience === undefined || !allowed.includes(audience)) throw new DesktopError('not-permitted-here');
    if (!budgets.take(event.sender, parts.nowMs())) throw new RequestError('too-often', { retryAfterMs });
    const value = await parts.handlers[name](checkArguments(name, handedOver));
    // Only what the contract names leaves the program, whatever else the handler's object holds.
    return { ok: true, value: calls[name].output.parse(value) as CallOutput<N> };
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal) return refusal;
    const id = parts.drawId();
    parts.log(`The call ${name} failed (${id}).`, error);
    return { ok: false, error: { code: 'internal', id } };
  }
}

/** The frame is read at once: it is gone as soon as its page goes elsewhere. */
function describeSender(event: IpcMainInvokeEvent, roleOf: GateParts['roleOf']): Sender {
  const frame = event.senderFrame;
  const role = roleOf(event.sender);
  if (frame === null || frame.detached || frame.isDestroyed())
    return { role, isLiveMainFrame: false, origin: 'null', url: '' };
  const isLiveMainFrame = frame.parent === null && frame === event.sender.mainFrame;
  return { role, isLiveMainFrame, origin: frame.origin, url: frame.url };
}
