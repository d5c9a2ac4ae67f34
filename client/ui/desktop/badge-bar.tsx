// Says what one is sharing, and ends it. The bar can be dragged out of the way. Used by the badge's page.
import { MonitorUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DesktopBridge } from '../../ipc.ts';
import { useTexts } from '../texts/language-store.ts';
import { askDesktop } from '../../link/ask-desktop.ts';

export function BadgeBar({ bridge }: { readonly bridge: DesktopBridge }) {
  const words = useTexts().desktop.badge;
  const [name, setName] = useState('');
  useEffect(() => {
    askDesktop(bridge, 'badge:describe', {}).then(
      (shared) => setName(shared.name),
      // Where the system chose, only it knows the name.
      () => undefined,
    );
  }, [bridge]);
  const sentence = name === '' ? words.sharing : words.sharingNamed(name);
  return (
    <main className="flex h-full items-center gap-2.5 border-2 border-danger bg-surface pr-1.5 pl-3 [-webkit-app-region:drag]">
      <MonitorUp aria-hidden="true" className="size-5 shrink-0 text-danger-ink" />
      <h1 title={sentence} className="min-w-0 flex-1 truncate text-sm font-medium">
        {sentence}
      </h1>
      <button
        type="button"
        data-testid="badge-stop"
        onClick={() => void bridge.calls['badge:stop']({})}
        className="h-8 shrink-0 rounded-md bg-danger px-3 text-sm font-medium text-white [-webkit-app-region:no-drag] hover:bg-danger-hover"
      >
        {words.stop}
      </button>
    </main>
  );
}
