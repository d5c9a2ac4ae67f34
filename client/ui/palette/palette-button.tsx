// Opens the palette by a click. In the rail, and at the top of a phone's screen.
import { Search } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { usePalette } from './palette-store.ts';

export function PaletteButton() {
  const texts = useTexts();
  const setOpen = usePalette((state) => state.setOpen);
  return (
    <IconButton
      icon={Search}
      label={texts.palette.title}
      shortcut="Control+K"
      data-testid="palette-open"
      onClick={() => setOpen(true)}
    />
  );
}
