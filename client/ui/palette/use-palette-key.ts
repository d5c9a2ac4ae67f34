// Ctrl K, or the command key and K, opens the palette and closes it again.
import { useEffect } from 'react';
import { usePalette } from './palette-store.ts';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Keyboards without Latin letters are read by the key's place. */
export function isPaletteKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean {
  const isK = /^[a-z]$/i.test(key) ? key.toLowerCase() === 'k' : code === 'KeyK';
  return isK && ctrlKey !== metaKey && !altKey && !shiftKey;
}

export function usePaletteKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPaletteKey(event)) return;
      // The browser's own use of the keys is a search in the address.
      event.preventDefault();
      const { open, setOpen } = usePalette.getState();
      setOpen(!open);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
