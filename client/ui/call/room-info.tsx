// Which meeting this is: its number, a way to copy it, whether it is locked. At the left end of the call's bar.
import { Lock } from 'lucide-react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useTexts } from '../texts/language-store.ts';
import { InvitePopover } from './invite-popover.tsx';

export function RoomInfo({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  return (
    <div className="flex min-w-0 items-center gap-2">
      <p className="flex items-center gap-2 text-lg font-semibold">
        <span className="sr-only">{texts.call.number}</span>
        <span data-testid="call-number" className="tracking-wider tabular-nums">
          {room.number}
        </span>
        {room.locked && (
          <>
            <Lock aria-hidden="true" className="size-4 text-ink-soft" />
            <span className="sr-only">{texts.call.locked}</span>
          </>
        )}
      </p>
      <InvitePopover number={room.number} secret={room.secret} />
    </div>
  );
}
