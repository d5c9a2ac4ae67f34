// A shared screen on the stage, shown whole and on demand on the full screen; one's own is a small reminder.
// Used by the stage.
import { useRef } from 'react';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import type { TileInfo } from './list-tiles.ts';
import { NamePlate } from './name-plate.tsx';
import { Picture } from './picture.tsx';
import type { Box } from './plan-stage.ts';
import { boxStyle, tileAttributes, tileClass } from './tile-frame.ts';
import { TileTools } from './tile-tools.tsx';

interface ScreenTileProps {
  readonly tile: TileInfo;
  readonly box: Box;
  readonly large: boolean;
}

export function ScreenTile({ tile, box, large }: ScreenTileProps) {
  const texts = useTexts();
  const ref = useRef<HTMLLIElement>(null);
  const { peer, picture, own } = tile;
  const title = own ? texts.call.ownScreen : texts.call.screenOf(peer.nickname);
  return (
    <li
      ref={ref}
      {...tileAttributes(tile)}
      style={boxStyle(box)}
      className={classNames(tileClass, 'bg-tile')}
    >
      {picture && <Picture key={picture.producerId} source={picture} own={own} fit="contain" />}
      <NamePlate text={title} screen />
      <TileTools tile={tile} tileRef={ref} large={large} />
    </li>
  );
}
