// What the desktop program does around the meetings: tray, start, lock, notices, keys, updates. Part of the settings dialog.
import { useEffect } from 'react';
import type { DesktopBridge, DesktopSettings, DesktopView } from '../../ipc.ts';
import { changeDesktop, readDesktop, useDesktop } from '../desktop/desktop-store.ts';
import { Button } from '../parts/button.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { DesktopUpdate } from './desktop-update.tsx';
import { KeyField } from './key-field.tsx';
import { SettingsSection } from './settings-section.tsx';

/** Nothing in a browser. */
export function DesktopSettings() {
  const bridge = window.plenumDesktop;
  const view = useDesktop((state) => state.view);
  useEffect(() => {
    // What cannot be asked is shown as it was known.
    if (bridge) readDesktop(bridge).catch(() => undefined);
  }, [bridge]);
  return bridge && view ? <DesktopSection bridge={bridge} view={view} /> : null;
}

interface DesktopSectionProps {
  readonly bridge: DesktopBridge;
  readonly view: DesktopView;
}

function DesktopSection({ bridge, view }: DesktopSectionProps) {
  const texts = useTexts();
  const words = texts.desktop.settings;
  const inCall = useMeeting((state) => state.phase === 'call');
  const { settings } = view;
  const change = (wish: Partial<DesktopSettings>) => {
    // A refused change leaves the switch where it was.
    changeDesktop(bridge, wish).catch(() => undefined);
  };
  return (
    <SettingsSection title={words.title}>
      <SwitchField
        label={words.closeToTray}
        hint={words.closeToTrayHint}
        checked={settings.closeToTray}
        onChange={(closeToTray) => change({ closeToTray })}
      />
      <SwitchField
        label={words.startAtLogin}
        hint={view.startAtLogin ? words.startAtLoginHint : words.startAtLoginMissing}
        checked={view.startAtLogin && settings.startAtLogin}
        disabled={!view.startAtLogin}
        onChange={(startAtLogin) => change({ startAtLogin })}
      />
      <SwitchField
        label={words.muteOnLock}
        hint={words.muteOnLockHint}
        checked={settings.muteOnLock}
        onChange={(muteOnLock) => change({ muteOnLock })}
      />
      <SwitchField
        label={words.notifications}
        hint={words.notificationsHint}
        checked={settings.notifications}
        onChange={(notifications) => change({ notifications })}
      />
      <KeyField
        label={words.muteKey}
        value={settings.muteKey}
        trouble={view.keyTroubles.muteKey}
        onChange={(muteKey) => change({ muteKey })}
      />
      <KeyField
        label={words.talkKey}
        value={settings.talkKey}
        trouble={talkTrouble(view)}
        onChange={(talkKey) => change({ talkKey })}
      />
      <p className="text-sm text-ink-soft sm:col-span-2">
        {view.vault ? words.vaultKept : texts.desktop.notKept}
      </p>
      <DesktopUpdate bridge={bridge} view={view} inCall={inCall} />
      <div className="flex flex-col items-start gap-1.5 sm:col-span-2">
        <Button disabled={inCall} onClick={() => void bridge.calls['server:leave']({})}>
          {words.leaveServer}
        </Button>
        {inCall && <p className="text-sm text-ink-soft">{words.leaveServerInCall}</p>}
      </div>
    </SettingsSection>
  );
}

/** A key whose release is not told is no failure of that key, yet people have to know. */
function talkTrouble({ keyTroubles, talkKey, settings }: DesktopView): DesktopView['keyTroubles']['talkKey'] {
  if (keyTroubles.talkKey !== undefined) return keyTroubles.talkKey;
  return talkKey === 'press' && settings.talkKey !== '' ? 'no-release' : undefined;
}
