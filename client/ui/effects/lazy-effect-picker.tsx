// The picker of backgrounds and stickers, fetched when it is first shown: the page begins without it.
import { lazy, Suspense } from 'react';

const Picker = lazy(() => import('./effect-picker.tsx'));

export function EffectPicker() {
  return (
    <Suspense fallback={<div className="h-64" />}>
      <Picker />
    </Suspense>
  );
}
