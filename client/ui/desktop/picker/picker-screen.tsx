// Asks what to share: a screen or a window, with or without the sound. The picker page's one screen.
import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useState } from 'react';
import type { DesktopBridge, PickerSource } from '../../../ipc.ts';
import { Button } from '../../parts/button.tsx';
import { Spinner } from '../../parts/spinner.tsx';
import { SwitchField } from '../../parts/switch-field.tsx';
import { useTexts } from '../../texts/language-store.ts';
import { SourceGrid } from './source-grid.tsx';
import { useSources } from './use-sources.ts';

type Kind = PickerSource['kind'];
const kinds: readonly Kind[] = ['screen', 'window'];

const tabClass =
  'h-10 rounded-lg px-4 text-[0.9375rem] font-medium text-ink-soft transition-colors hover:bg-raised ' +
  'data-active:bg-accent-soft data-active:text-accent-ink';

/** Escape shares nothing, from wherever the focus is. */
export function PickerScreen({ bridge }: { readonly bridge: DesktopBridge }) {
  const texts = useTexts();
  const words = texts.desktop.picker;
  const found = useSources(bridge);
  const [kind, setKind] = useState<Kind>('screen');
  const [wishedId, setWishedId] = useState<string>();
  const [withSound, setWithSound] = useState(false);
  // The panel of the tab before is there for a moment after a change: it goes on showing its own.
  const sourcesOf = (tab: Kind) => found?.sources.filter((source) => source.kind === tab) ?? [];
  // One that was closed meanwhile, or stands on the other tab, cannot be shared unseen.
  const chosenId = sourcesOf(kind).find(({ id }) => id === wishedId)?.id;
  const answer = (id: string | null) => {
    void bridge.calls['picker:choose']({ id, sound: id !== null && withSound && found?.sound === true });
  };
  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void bridge.calls['picker:choose']({ id: null, sound: false });
    };
    addEventListener('keydown', cancel);
    return () => removeEventListener('keydown', cancel);
  }, [bridge]);
  const captions = { screen: words.screens, window: words.windows };
  const nothing = { screen: words.noScreens, window: words.noWindows };
  return (
    <main className="flex h-full flex-col bg-surface">
      <Tabs.Root
        value={kind}
        onValueChange={(value: Kind) => setKind(value)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-5 py-3">
          <h1 className="text-lg font-semibold">{words.title}</h1>
          <Tabs.List aria-label={words.title} className="flex gap-1">
            {kinds.map((each) => (
              <Tabs.Tab key={each} value={each} className={tabClass}>
                {captions[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </header>
        {kinds.map((each) => (
          <Tabs.Panel key={each} value={each} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto p-4">
            {!found && (
              <output className="flex items-center justify-center gap-3 p-8 text-ink-soft">
                <Spinner />
                {words.looking}
              </output>
            )}
            {found && sourcesOf(each).length === 0 && (
              <p className="p-8 text-center text-ink-soft">{nothing[each]}</p>
            )}
            {sourcesOf(each).length > 0 && (
              <SourceGrid
                label={words.choices[each]}
                sources={sourcesOf(each)}
                chosenId={chosenId}
                onChoose={setWishedId}
                onShare={answer}
              />
            )}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      <footer className="flex flex-wrap items-center justify-end gap-x-6 gap-y-3 border-t border-line px-5 py-3">
        {found?.sound && (
          <div className="min-w-60 flex-1 sm:max-w-sm">
            <SwitchField
              label={words.sound}
              hint={words.soundHint}
              checked={withSound}
              onChange={setWithSound}
            />
          </div>
        )}
        <span className="ml-auto flex gap-2">
          <Button data-testid="picker-cancel" onClick={() => answer(null)}>
            {texts.actions.cancel}
          </Button>
          <Button
            look="primary"
            data-testid="picker-share"
            disabled={chosenId === undefined}
            onClick={() => chosenId !== undefined && answer(chosenId)}
          >
            {words.share}
          </Button>
        </span>
      </footer>
    </main>
  );
}
