// The person wants into a meeting here while the account is in one at another window or device: asks before the call moves. Shown over
// whatever screen is there.
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function MoveCallDialog() {
  const texts = useTexts().moveCall;
  const { answerMove } = useActions();
  const elsewhere = useMeeting((state) => state.moveQuestion?.elsewhere);
  if (elsewhere === undefined) return null;
  const { number, isSameDevice } = elsewhere;
  return (
    <Dialog open onOpenChange={() => void answerMove(false)} title={texts.title}>
      <p className="text-ink-soft">{isSameDevice ? texts.otherWindow(number) : texts.otherDevice(number)}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button data-testid="move-stay" onClick={() => void answerMove(false)}>
          {texts.stay}
        </Button>
        <Button look="primary" data-testid="move-call" onClick={() => void answerMove(true)}>
          {texts.move}
        </Button>
      </div>
    </Dialog>
  );
}
