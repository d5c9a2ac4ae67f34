// A certificate that no authority signed, seen for the first time: the person compares it. Used by the connect screen.
import type { CallInput } from '../../../ipc.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useTexts } from '../../texts/language-store.ts';
import { Fingerprint } from './fingerprint.tsx';
import { serverName } from './server-name.ts';

interface TrustDialogProps {
  readonly seen: CallInput<'servers:trust'>;
  readonly onTrust: (seen: CallInput<'servers:trust'>) => void;
  readonly onClose: () => void;
}

export function TrustDialog({ seen, onTrust, onClose }: TrustDialogProps) {
  const texts = useTexts();
  const words = texts.desktop.connect;
  const { origin, fingerprint } = seen;
  return (
    <Dialog open onOpenChange={onClose} title={words.unknownTitle}>
      <div data-testid="trust-dialog" className="flex flex-col gap-4 text-[0.9375rem]">
        <p className="break-words">{words.unknown(serverName(origin))}</p>
        <Fingerprint caption={words.fingerprint} value={fingerprint} />
        <p className="text-ink-soft">{words.compare}</p>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button look="primary" data-testid="trust-server" onClick={() => onTrust({ origin, fingerprint })}>
            {words.trust}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
