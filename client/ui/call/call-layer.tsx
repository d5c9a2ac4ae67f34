// The call as a layer over the screens. It lies beside the screen in the tree, so that a change of the address does not take it down.
import { SwitchMeetingDialog } from '../screens/switch-meeting-dialog.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import type { FollowedInvitation } from '../state/use-invitation.ts';
import { CallView } from './call-view.tsx';

export function CallLayer({ invitation, follow, decline }: FollowedInvitation) {
  const number = useMeeting((state) => state.room?.number);
  return (
    <>
      <CallView />
      {number !== undefined && invitation !== undefined && invitation.number !== number && (
        <SwitchMeetingDialog
          from={number}
          invitation={invitation}
          onSwitch={() => void follow()}
          onStay={decline}
        />
      )}
    </>
  );
}
