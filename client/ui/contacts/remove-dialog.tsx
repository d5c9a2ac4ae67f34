// Asks whether somebody is to be removed from the contacts, which both lose by it.
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';

interface RemoveDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onRemove: () => void;
}

export function RemoveDialog({ open, onOpenChange, onRemove }: RemoveDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.contacts.removeTitle}>
      <p className="mb-5">{texts.contacts.removeQuestion}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>{texts.actions.cancel}</Button>
        <Button
          look="danger"
          data-testid="contact-remove-confirm"
          onClick={() => {
            onOpenChange(false);
            onRemove();
          }}
        >
          {texts.contacts.remove}
        </Button>
      </div>
    </Dialog>
  );
}
