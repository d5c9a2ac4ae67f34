// Another certificate than the one that was compared: refused, with both fingerprints and what to do. Used by the connect screen.
import { ShieldAlert } from 'lucide-react';
import type { ConnectOutcome } from '../../../ipc.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTexts } from '../../texts/language-store.ts';
import { Fingerprint } from './fingerprint.tsx';
import { serverName } from './server-name.ts';

interface ChangedDialogProps {
  readonly seen: Extract<ConnectOutcome, { kind: 'changed-certificate' }>;
  readonly onClose: () => void;
}

/** There is no way around it from here: who wants the new certificate forgets the server first. */
export function ChangedDialog({ seen, onClose }: ChangedDialogProps) {
  const words = useTexts().desktop.connect;
  return (
    <Dialog open onOpenChange={onClose} title={words.changedTitle} width="settings">
      <div data-testid="changed-dialog" className="flex flex-col gap-4 text-[0.9375rem]">
        <p className="flex gap-3 rounded-lg bg-danger-soft px-4 py-3 text-danger-ink">
          <ShieldAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
          <span className="min-w-0 break-words">{words.changed(serverName(seen.origin))}</span>
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <Fingerprint caption={words.pinnedFingerprint} value={seen.pinned} />
          <Fingerprint caption={words.seenFingerprint} value={seen.seen} />
        </div>
        <p className="text-ink-soft">{words.whatNow}</p>
      </div>
    </Dialog>
  );
}
