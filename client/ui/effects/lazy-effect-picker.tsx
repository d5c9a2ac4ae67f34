// The picker of backgrounds and stickers, fetched when it is first shown: the page begins without it.
import { lazy, Suspense } from 'react';
import { useTexts } from '../texts/language-store.ts';

// A server that was updated since the page was opened no longer has the part that this page asks for.
const Picker = lazy(() => import('./effect-picker.tsx').catch(() => ({ default: Outdated })));

export function EffectPicker() {
  return (
    <Suspense fallback={<div className="h-64" />}>
      <Picker />
    </Suspense>
  );
}

function Outdated() {
  const texts = useTexts();
  return <p className="text-sm text-ink-soft">{texts.problems['version-mismatch']}</p>;
}
