// What one can do with a tile: pin it, watch it over other windows, fill the screen. Used by tiles.
import { Maximize, Minimize, PictureInPicture2, Pin, PinOff } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { canFloatVideo, toggleFloatingVideo } from '../float/float-video.ts';
import { canOpenFloat } from '../float/float-window.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useInterface } from '../state/interface-store.ts';
import { useTexts } from '../texts/language-store.ts';
import type { TileInfo } from './list-tiles.ts';

interface TileToolsProps {
  readonly tile: TileInfo;
  readonly tileRef: RefObject<HTMLLIElement | null>;
  /** Tools stay in sight on what is large; elsewhere they come with the pointer or the focus. */
  readonly large: boolean;
  /** Other tools are in use on the tile, and take the place of these where it is small. */
  readonly inUse?: boolean;
  /** Tools of one kind of tile only. */
  readonly children?: ReactNode;
}

export function TileTools({ tile, tileRef, large, inUse = false, children }: TileToolsProps) {
  const texts = useTexts();
  const pinned = useInterface((state) => state.pinnedKey === tile.key);
  const setPinned = useInterface((state) => state.setPinned);
  return (
    <span
      className={classNames(
        'absolute right-1 bottom-1 flex max-w-[calc(100%-0.5rem)] flex-wrap justify-end gap-1 @max-[7rem]:hidden @min-[14rem]:right-2 @min-[14rem]:bottom-2',
        // Beside the name there is no place for so many buttons on a phone.
        large && '@max-[24rem]:top-1 @max-[24rem]:bottom-auto',
        inUse && '@max-[24rem]:hidden',
        // What becomes of one's own screen is to be seen at a glance, where it does not cover the name.
        tile.own && tile.kind === 'screen' && '@min-[28rem]:opacity-100',
        !large &&
          'opacity-0 transition-opacity group-hover/tile:opacity-100 focus-within:opacity-100 [@media(hover:none)]:opacity-100',
      )}
    >
      {children}
      {large && <FloatVideoButton tile={tile} tileRef={tileRef} />}
      <IconButton
        icon={pinned ? PinOff : Pin}
        label={texts.call.pin(tile.peer.nickname)}
        hint={pinned ? texts.call.unpinHint : texts.call.pinHint}
        aria-pressed={pinned}
        look="picture"
        onClick={() => setPinned(pinned ? undefined : tile.key)}
      />
      {large && <FullScreenButton tileRef={tileRef} />}
    </span>
  );
}

function FullScreenButton({ tileRef }: Pick<TileToolsProps, 'tileRef'>) {
  const texts = useTexts();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return (
    <IconButton
      icon={full ? Minimize : Maximize}
      label={full ? texts.call.leaveFullScreen : texts.call.fullScreen}
      look="picture"
      onClick={() => toggleFullScreen(tileRef.current)}
    />
  );
}

type ToolProps = Pick<TileToolsProps, 'tile' | 'tileRef'>;

/** Where the browser has floating windows for more than a video, the button is in the call's bar (float-button). */
function FloatVideoButton({ tile: { picture }, tileRef }: ToolProps) {
  const texts = useTexts();
  if (!picture || canOpenFloat() || !canFloatVideo()) return null;
  const toggle = () => {
    const shown = tileRef.current?.querySelector<HTMLVideoElement | HTMLCanvasElement>('video, canvas');
    // Refused before the first picture has come; the next press finds it.
    if (shown) toggleFloatingVideo(shown).catch(() => undefined);
  };
  return (
    <IconButton
      icon={PictureInPicture2}
      label={texts.call.pictureInPicture}
      look="picture"
      onClick={toggle}
    />
  );
}

function toggleFullScreen(tile: HTMLLIElement | null): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : tile?.requestFullscreen();
  // A browser may refuse, on phones for example; then the tile stays as large as it is.
  change?.catch(() => undefined);
}
