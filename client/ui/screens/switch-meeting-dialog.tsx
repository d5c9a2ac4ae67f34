// A link into another meeting was opened during a call: asks before leaving for it. Shown over the call.
import type { Invitation } from '../../link/invitation.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';

interface SwitchMeetingDialogProps {
  /** The number of the meeting that one is in. */
  readonly from: string;
  readonly invitation: Invitation;
  readonly onSwitch: () => void;
  readonly onStay: () => void;
}

export function SwitchMeetingDialog({ from, invitation, onSwitch, onStay }: SwitchMeetingDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open onOpenChange={onStay} title={texts.switchMeeting.title}>
      <p className="text-ink-soft">{texts.switchMeeting.question(from, invitation.number)}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button onClick={onStay}>{texts.switchMeeting.stay}</Button>
        <Button look="primary" data-testid="meeting-switch" onClick={onSwitch}>
          {texts.switchMeeting.leaveAndJoin}
        </Button>
      </div>
    </Dialog>
  );
}
