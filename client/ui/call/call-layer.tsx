// The call as a layer over the frame: whole, or beside a place that is looked at, which shows its strip. The call runs below the screens
// and does not depend on what is shown of it.
import { SwitchMeetingDialog } from '../screens/switch-meeting-dialog.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import type { FollowedInvitation } from '../state/use-invitation.ts';
import { CallView } from './call-view.tsx';
import { RoomAnnouncer } from './room-announcer.tsx';

interface CallLayerProps extends FollowedInvitation {
  /** Whether the call covers the frame. */
  readonly isFull: boolean;
}

export function CallLayer({ isFull, invitation, follow, decline }: CallLayerProps) {
  const room = useMeeting((state) => state.room);
  const number = room?.number;
  return (
    <>
      {room && <RoomAnnouncer peers={room.peers} asToasts={!isFull} />}
      {isFull && <CallView />}
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
