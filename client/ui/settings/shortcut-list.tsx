// The keys of a call and what they do. Part of the settings dialog.
import { shortcutLabel, shortcuts } from '../call/shortcuts.ts';
import { useTexts } from '../texts/language-store.ts';

export function ShortcutList() {
  const texts = useTexts();
  const entries = [
    [texts.settings.talkKey, texts.settings.shortcutNames.talk],
    ...shortcuts.map((shortcut) => [shortcutLabel(shortcut), texts.settings.shortcutNames[shortcut]]),
  ];
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-sm">
      {entries.map(([key, name]) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid">
          <dt>
            <kbd className="inline-block min-w-7 rounded-md bg-raised px-1.5 text-center font-sans leading-6">
              {key}
            </kbd>
          </dt>
          <dd className="text-ink-soft">{name}</dd>
        </div>
      ))}
    </dl>
  );
}
