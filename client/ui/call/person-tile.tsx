// One person on the stage: camera or initials, name, muted mark, a frame while they speak. Used by the stage.
import { WifiOff } from 'lucide-react';
import { memo } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { useVoiceLevel } from '../state/use-voice-level.ts';
import { useTexts } from '../texts/language-store.ts';
import { isOn, type TileInfo } from './list-tiles.ts';
import { NamePlate } from './name-plate.tsx';
import { Picture } from './picture.tsx';
import type { Box } from './plan-stage.ts';
import { boxStyle, tileAttributes, tileClass } from './tile-frame.ts';
import { TileTools } from './tile-tools.tsx';
import { TroubleBadge } from './trouble-badge.tsx';

interface TileProps {
  readonly tile: TileInfo;
  readonly box: Box;
  /** The one that the others stand beside. */
  readonly large: boolean;
}

export const PersonTile = memo(function PersonTile({ tile, box, large }: TileProps) {
  const texts = useTexts();
  const { peer, picture, own } = tile;
  const ref = useVoiceLevel<HTMLLIElement>(peer.peerId);
  const name = own ? `${peer.nickname} (${texts.call.you})` : peer.nickname;
  return (
    <li
      ref={ref}
      {...tileAttributes(tile)}
      style={boxStyle(box)}
      className={classNames(tileClass, 'bg-tile')}
    >
      <div className={classNames('absolute inset-0', !peer.connected && 'grayscale')}>
        <span className="absolute inset-0 grid place-items-center @min-[4rem]:@max-[14rem]:pb-5">
          <Avatar nickname={peer.nickname} className="size-[min(42cqmin,9rem)] text-[min(15cqmin,3.2rem)]" />
        </span>
        {picture && (
          <Picture key={picture.producerId} source={picture} own={own} fit={large ? 'contain' : 'cover'} />
        )}
      </div>
      {peer.connected && <TroubleBadge peer={peer} own={own} />}
      {!peer.connected && (
        <span className="absolute top-1 right-1 flex max-w-[calc(100%-0.5rem)] items-center gap-1.5 rounded-md bg-warning-soft p-1 text-xs leading-5 font-medium text-warning-ink @min-[9rem]:px-2 @min-[9rem]:py-0.5 @min-[14rem]:top-2 @min-[14rem]:right-2 @min-[14rem]:py-1 @min-[14rem]:text-sm">
          <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="truncate @max-[9rem]:sr-only">{texts.call.connectionLost}</span>
        </span>
      )}
      <NamePlate
        text={name}
        mutedText={isOn(peer, 'microphone') ? undefined : texts.call.muted}
        looksLikeOlder={peer.looksLikeOlder}
      />
      <TileTools tile={tile} tileRef={ref} large={large} />
    </li>
  );
}, isSameTile);

/** Rooms are told anew for every change in them; a tile renders again only for a change of its own. */
function isSameTile(before: TileProps, after: TileProps): boolean {
  const { box: a, tile: old } = before;
  const { box: b, tile } = after;
  const samePlace = a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
  return (
    samePlace &&
    before.large === after.large &&
    old.peer === tile.peer &&
    old.picture === tile.picture &&
    old.own === tile.own
  );
}
