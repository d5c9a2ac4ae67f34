// All members of the call with what they have on, the invitation, and the lock for the host. Beside the stage.
import { Activity, X } from 'lucide-react';
import { useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { qualityOf, worseOf } from './compare-streams.ts';
import { InviteSection } from './invite-section.tsx';
import { PersonRow } from './person-row.tsx';
import { PinSection } from './pin-section.tsx';
import { StatisticsDialog } from './statistics-dialog.tsx';
import { useStreams } from './use-streams.ts';
import { VoiceSection } from './voice-section.tsx';
import { usePanelKeys } from './use-panel-keys.ts';

interface PeoplePanelProps {
  readonly room: RoomSnapshot;
  readonly onClose: () => void;
}

export function PeoplePanel({ room, onClose }: PeoplePanelProps) {
  const texts = useTexts();
  const actions = useActions();
  const rows = useStreams();
  const [statisticsOpen, setStatisticsOpen] = useState(false);
  const { titleRef, panelRef } = usePanelKeys(onClose);
  return (
    <aside
      aria-labelledby="people-title"
      ref={panelRef}
      className="absolute inset-0 z-10 flex animate-appear flex-col overflow-hidden bg-surface md:static md:my-2 md:mr-2 md:mb-0 md:w-80 md:shrink-0 md:rounded-tile md:border md:border-line"
    >
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 id="people-title" ref={titleRef} tabIndex={-1} className="flex-1 font-semibold outline-none">
          {texts.people.title(room.peers.length)}
        </h2>
        <IconButton icon={Activity} label={texts.statistics.title} onClick={() => setStatisticsOpen(true)} />
        <IconButton icon={X} label={texts.people.close} onClick={onClose} />
      </header>
      {/* The list owns the height: only a tall window keeps what follows it in view, elsewhere it is scrolled to. */}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ul className="flex-1 p-2">
          {room.peers.map((peer) => (
            <PersonRow
              key={peer.peerId}
              peer={peer}
              own={peer.peerId === room.selfPeerId}
              host={peer.peerId === room.hostPeerId}
              quality={worseOf(peer.trouble?.level, qualityOf(rows, peer.peerId))}
            />
          ))}
        </ul>
        <footer className="bottom-0 flex flex-col gap-4 border-t border-line bg-surface p-4 [@media(min-height:56rem)]:sticky">
          {room.selfPeerId === room.hostPeerId && (
            <SwitchField
              label={texts.people.lock}
              hint={texts.people.lockHint}
              checked={room.locked}
              onChange={(locked) => void actions.lockRoom(locked)}
            />
          )}
          <PinSection room={room} />
          <VoiceSection room={room} />
          <InviteSection number={room.number} secret={room.secret} />
        </footer>
      </div>
      <StatisticsDialog open={statisticsOpen} onOpenChange={setStatisticsOpen} rows={rows} />
    </aside>
  );
}
