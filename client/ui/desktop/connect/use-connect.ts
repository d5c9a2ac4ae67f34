// The way to a server, step by step: asked, compared, refused or there. Used by the connect screen.
import { useEffect, useState } from 'react';
import {
  type CallInput,
  type CallOutput,
  type ConnectOutcome,
  type DesktopBridge,
  type KnownServer,
  type LostReason,
  lostReasons,
} from '../../../ipc.ts';
import { askDesktop, DesktopRefusal, type Refusal } from '../../../link/ask-desktop.ts';

export type ConnectStep =
  | { readonly kind: 'idle' }
  /** The page is shown in place of a meeting that could not go on. */
  | { readonly kind: 'lost'; readonly reason: LostReason }
  /** Also once it is connected: the window goes to the server's page by itself. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | Exclude<ConnectOutcome, { kind: 'connected' }>;

interface Connect {
  readonly step: ConnectStep;
  readonly servers: readonly KnownServer[];
  /** An address from a link that was opened. */
  readonly suggested: string | undefined;
  connect(address: string): void;
  trust(server: CallInput<'servers:trust'>): void;
  forget(origin: string): void;
  /** Back to the form. */
  dismiss(): void;
}

export function useConnect(bridge: DesktopBridge): Connect {
  const [step, setStep] = useState(firstStep);
  const [known, setKnown] = useState<CallOutput<'servers:list'>>();
  useEffect(() => {
    askDesktop(bridge, 'servers:list', {}).then(setKnown, () => setKnown({ servers: [] }));
  }, [bridge]);
  const drop = (origin: string) =>
    setKnown((before) => ({
      ...before,
      servers: (before?.servers ?? []).filter((server) => server.origin !== origin),
    }));

  const follow = (outcome: Promise<ConnectOutcome>) => {
    setStep({ kind: 'busy' });
    outcome.then(
      (reached) => setStep(reached.kind === 'connected' ? { kind: 'busy' } : reached),
      (error: unknown) => setStep({ kind: 'refused', refusal: refusalOf(error) }),
    );
  };
  return {
    step,
    servers: known?.servers ?? [],
    suggested: known?.suggested,
    connect: (address) => follow(askDesktop(bridge, 'servers:connect', { address })),
    trust: (server) => follow(askDesktop(bridge, 'servers:trust', server)),
    forget: (origin) => {
      askDesktop(bridge, 'servers:forget', { origin })
        .then(() => drop(origin))
        .catch((error: unknown) => setStep({ kind: 'refused', refusal: refusalOf(error) }));
    },
    dismiss: () => setStep({ kind: 'idle' }),
  };
}

/** The program says with the page's address why it is shown. */
function firstStep(): ConnectStep {
  const said = new URLSearchParams(location.search).get('reason');
  const reason = lostReasons.find((known) => known === said);
  return reason === undefined ? { kind: 'idle' } : { kind: 'lost', reason };
}

function refusalOf(error: unknown): Refusal {
  return error instanceof DesktopRefusal ? error.refusal : { code: 'not-permitted-here' };
}
