// Asks the desktop program over its bridge; a refusal becomes an error. Used by everything that has to do with the program.
import type { Answer, CallInput, CallName, CallOutput, DesktopBridge } from '../ipc.ts';

export type Refusal = Extract<Answer<never>, { readonly ok: false }>['error'];

/** What the program or, through it, the server refused. */
export class DesktopRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'DesktopRefusal';
    this.refusal = refusal;
  }
}

/** @throws DesktopRefusal */
export async function askDesktop<N extends CallName>(
  bridge: DesktopBridge,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const answer = await bridge.calls[name](input);
  if (answer.ok) return answer.value;
  throw new DesktopRefusal(answer.error);
}
