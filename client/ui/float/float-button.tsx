// Opens and closes the window that floats over other programs, where the browser has such windows. In the call's bar.
import { PictureInPicture2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { FloatView } from './float-view.tsx';
import { canOpenFloat, openFloat } from './float-window.ts';

export function FloatButton({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const [float, setFloat] = useState<Window>();
  useEffect(() => {
    if (!float) return;
    const forget = () => setFloat(undefined);
    float.addEventListener('pagehide', forget);
    return () => {
      float.removeEventListener('pagehide', forget);
      float.close();
    };
  }, [float]);
  if (!canOpenFloat()) return null;
  const toggle = () => {
    if (float) return setFloat(undefined);
    // A browser may refuse; then everything stays in the page.
    openFloat().then(setFloat, () => undefined);
  };
  return (
    <>
      <IconButton
        icon={PictureInPicture2}
        label={texts.call.pictureInPicture}
        aria-pressed={float !== undefined}
        data-testid="toggle-float"
        onClick={toggle}
      />
      {float && createPortal(<FloatView room={room} />, float.document.body)}
    </>
  );
}
