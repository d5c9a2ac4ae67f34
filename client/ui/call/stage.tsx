// The pictures of the call: everybody in a grid, shared screens large, an invitation while one is alone.
import { useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/roster.ts';
import { useTexts } from '../texts/language-store.ts';
import { InviteCard } from './invite-card.tsx';
import { listTiles } from './list-tiles.ts';
import { Pager } from './pager.tsx';
import { PersonTile } from './person-tile.tsx';
import { planStage } from './plan-stage.ts';
import { ScreenTile } from './screen-tile.tsx';
import { boxStyle } from './tile-frame.ts';
import { useSize } from './use-size.ts';

/** More people than this are spread over pages; those of other pages are not received. */
const tilesPerPage = 49;
const gapPx = 8;

export function Stage({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const [ref, size] = useSize<HTMLUListElement>();
  const [wantedPage, setPage] = useState(0);
  const tiles = listTiles(room);
  const pages = Math.ceil(tiles.small.length / tilesPerPage);
  const page = Math.min(wantedPage, pages - 1);
  const shown = tiles.small.slice(page * tilesPerPage, (page + 1) * tilesPerPage);
  const alone = room.peers.length === 1;
  const plan = planStage(
    { small: shown.length + (alone ? 1 : 0), large: tiles.large.length },
    { x: 0, y: 0, width: size?.width ?? 0, height: size?.height ?? 0 },
    gapPx,
  );
  const invitationBox = plan.small.at(-1);
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <ul ref={ref} aria-label={texts.call.stage} className="relative m-2 min-h-0 flex-1 md:mb-0">
        {size &&
          tiles.large.map((tile, index) => {
            const box = plan.large[index];
            return box && <ScreenTile key={tile.key} tile={tile} box={box} />;
          })}
        {size &&
          shown.map((tile, index) => {
            const box = plan.small[index];
            if (!box) return null;
            if (tile.kind === 'screen') return <ScreenTile key={tile.key} tile={tile} box={box} />;
            return <PersonTile key={tile.key} tile={tile} box={box} />;
          })}
        {size && alone && invitationBox && (
          <li style={boxStyle(invitationBox)} className="absolute animate-appear">
            <InviteCard number={room.number} secret={room.secret} />
          </li>
        )}
      </ul>
      {pages > 1 && <Pager page={page} pages={pages} onPage={setPage} />}
    </div>
  );
}
