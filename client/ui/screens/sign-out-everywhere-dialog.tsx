// Asks before every session of the account ends. Opened from the account menu.
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

interface SignOutEverywhereDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SignOutEverywhereDialog({ open, onClose }: SignOutEverywhereDialogProps) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.busy);
  return (
    <Dialog open={open} onOpenChange={onClose} title={texts.account.signOutEverywhereQuestion}>
      <p className="text-ink-soft">{texts.account.signOutEverywhereHint}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{texts.actions.cancel}</Button>
        <Button look="danger" busy={busy} onClick={() => void actions.signOutEverywhere()}>
          {texts.account.signOutEverywhere}
        </Button>
      </div>
    </Dialog>
  );
}
