// Which version this is, whether a newer one waits, and the restart that installs it. Part of the desktop settings.
import type { DesktopBridge, DesktopView } from '../../ipc.ts';
import { Button } from '../parts/button.tsx';
import { useTexts } from '../texts/language-store.ts';

interface DesktopUpdateProps {
  readonly bridge: DesktopBridge;
  readonly view: DesktopView;
  readonly inCall: boolean;
}

export function DesktopUpdate({ bridge, view, inCall }: DesktopUpdateProps) {
  const words = useTexts().desktop.settings;
  const { state, version = '' } = view.update;
  return (
    <div className="flex flex-col items-start gap-2 sm:col-span-2">
      <output className="text-sm text-ink-soft">
        {words.version(view.version)}
        {' · '}
        {state === 'ready' ? words.updateReady(version) : words.updates[state]}
      </output>
      {state === 'ready' && (
        <Button
          look="primary"
          disabled={inCall}
          data-testid="desktop-update"
          onClick={() => void bridge.calls['desktop:update']({})}
        >
          {words.update}
        </Button>
      )}
      {state === 'ready' && inCall && <p className="text-sm text-ink-soft">{words.updateInCall}</p>}
    </div>
  );
}
