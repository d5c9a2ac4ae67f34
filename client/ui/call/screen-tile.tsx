// A shared screen on the stage, shown whole and on demand on the full screen; one's own is a small reminder.
// Used by the stage.
import { Maximize } from 'lucide-react';
import { useRef } from 'react';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { TileInfo } from './list-tiles.ts';
import { NamePlate } from './name-plate.tsx';
import { Picture } from './picture.tsx';
import type { Box } from './plan-stage.ts';
import { boxStyle, tileAttributes, tileClass } from './tile-frame.ts';

interface ScreenTileProps {
  readonly tile: TileInfo;
  readonly box: Box;
}

export function ScreenTile({ tile, box }: ScreenTileProps) {
  const texts = useTexts();
  const ref = useRef<HTMLLIElement>(null);
  const { peer, picture, own } = tile;
  const title = own ? texts.call.ownScreen : texts.call.screenOf(peer.nickname);
  const toggleFullScreen = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : ref.current?.requestFullscreen();
    // A browser may refuse, on phones for example; then the screen stays as large as it is.
    change?.catch(() => undefined);
  };
  return (
    <li
      ref={ref}
      {...tileAttributes(tile)}
      style={boxStyle(box)}
      className={classNames(tileClass, 'bg-tile fullscreen:rounded-none fullscreen:bg-black')}
    >
      {picture && <Picture key={picture.producerId} source={picture} own={own} fit="contain" />}
      <NamePlate text={title} screen />
      {!own && (
        <span className="absolute right-1 bottom-1 @min-[14rem]:right-2 @min-[14rem]:bottom-2">
          <IconButton
            icon={Maximize}
            label={texts.call.fullScreen}
            look="picture"
            onClick={toggleFullScreen}
          />
        </span>
      )}
    </li>
  );
}
