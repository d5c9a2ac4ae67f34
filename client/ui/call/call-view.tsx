// The call: stage, people panel and the bar with number, switches and panels. Shown while one is in a room.
import { ChevronDown, Settings, Users } from 'lucide-react';
import { useRef, useState } from 'react';
import { goTo } from '../address/address-store.ts';
import { FloatButton } from '../float/float-button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { ChatNewsToast } from '../ringing/chat-news.tsx';
import { ChatPanel } from '../ringing/chat-panel.tsx';
import { ChatToggle } from '../ringing/chat-toggle.tsx';
import { useInterface } from '../state/interface-store.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { Controls } from './controls.tsx';
import { LayoutButton } from './layout-button.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RoomInfo } from './room-info.tsx';
import { shortcutLabel, useShortcuts } from './shortcuts.ts';
import { StageBadges } from './stage-badges.tsx';
import { Stage } from './stage.tsx';
import { useTalkKey } from './use-talk-key.ts';

export function CallView() {
  const texts = useTexts();
  const actions = useActions();
  const room = useMeeting((state) => state.room);
  const shortcutsOn = useInterface((state) => state.shortcutsOn);
  const layout = useInterface((state) => state.layout);
  const setLayout = useInterface((state) => state.setLayout);
  const [panel, setPanel] = useState<'people' | 'chat'>();
  const [settingsOpen, setSettingsOpen] = useState(false);
  const peopleButtonRef = useRef<HTMLButtonElement>(null);
  const chatButtonRef = useRef<HTMLButtonElement>(null);
  const peopleOpen = panel === 'people';
  const toggle = (which: 'people' | 'chat') => setPanel(panel === which ? undefined : which);

  useShortcuts(shortcutsOn, (shortcut) => {
    if (shortcut === 'microphone') void actions.toggleMicrophone();
    else if (shortcut === 'camera') void actions.toggleCamera();
    else if (shortcut === 'share') void actions.toggleShare();
    else if (shortcut === 'layout') setLayout(layout === 'speaker' ? 'grid' : 'speaker');
    else if (shortcut === 'people') toggle('people');
    else setSettingsOpen(true);
  });
  useTalkKey(shortcutsOn);
  const closePeople = () => {
    setPanel(undefined);
    peopleButtonRef.current?.focus();
  };
  const closeChat = () => {
    setPanel(undefined);
    chatButtonRef.current?.focus();
  };

  if (!room) return null;
  return (
    <main
      data-testid="call-view"
      className="grid h-full grid-cols-[1fr_auto] grid-rows-[auto_minmax(0,1fr)_auto] bg-stage md:grid-cols-[1fr_auto_1fr] md:grid-rows-[minmax(0,1fr)_auto]"
    >
      <ScreenTitle className="sr-only">{texts.call.title(room.number)}</ScreenTitle>
      <div className="relative order-3 col-span-2 flex min-h-0 min-w-0 md:order-1 md:col-span-3">
        <div className="relative flex min-w-0 flex-1">
          <Stage room={room} />
          <StageBadges />
          {panel !== 'chat' && <ChatNewsToast room={room} onOpen={() => setPanel('chat')} />}
        </div>
        {peopleOpen && <PeoplePanel room={room} onClose={closePeople} />}
        {panel === 'chat' && <ChatPanel room={room} onClose={closeChat} />}
      </div>
      <div className="order-1 flex items-center py-1.5 md:order-2 md:gap-1 md:py-3 md:pl-2">
        <IconButton
          icon={ChevronDown}
          label={texts.shell.strip.minimize}
          hint={texts.shell.strip.minimizeHint}
          data-testid="call-minimize"
          onClick={() => goTo({ kind: 'home' })}
        />
        <RoomInfo room={room} />
      </div>
      <div className="order-4 col-span-2 flex items-center justify-center px-2 pt-1 pb-3 md:order-3 md:col-span-1 md:py-3">
        <Controls selfPeerId={room.selfPeerId} shortcutsOn={shortcutsOn} />
      </div>
      <div className="order-2 flex items-center justify-end pr-1 md:order-4 md:gap-1 md:pr-3">
        <FloatButton room={room} />
        <LayoutButton shortcutsOn={shortcutsOn} />
        <IconButton
          ref={peopleButtonRef}
          icon={Users}
          label={texts.people.title(room.peers.length)}
          badge={String(room.peers.length)}
          hint={peopleOpen ? texts.call.hidePeople : texts.call.showPeople}
          {...(shortcutsOn && { shortcut: shortcutLabel('people') })}
          aria-pressed={peopleOpen}
          onClick={() => toggle('people')}
        />
        <ChatToggle ref={chatButtonRef} room={room} open={panel === 'chat'} onToggle={() => toggle('chat')} />
        <IconButton
          icon={Settings}
          label={texts.call.settings}
          {...(shortcutsOn && { shortcut: shortcutLabel('settings') })}
          onClick={() => setSettingsOpen(true)}
        />
      </div>
      <SettingsDialog open={settingsOpen} onOpenChange={setSettingsOpen} />
    </main>
  );
}
