// The pictures of the call: a grid, or small tiles beside large ones; an invitation while one is alone.
import { useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useTexts } from '../texts/language-store.ts';
import { InviteCard } from './invite-card.tsx';
import { Pager } from './pager.tsx';
import { PersonTile } from './person-tile.tsx';
import { type Arrangement, planStage } from './plan-stage.ts';
import { ScreenTile } from './screen-tile.tsx';
import { boxStyle } from './tile-frame.ts';
import { useLayout } from './use-layout.ts';
import { useSize } from './use-size.ts';

const gapPx = 8;

export function Stage({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const [ref, size] = useSize<HTMLUListElement>();
  const [wantedPage, setPage] = useState(0);
  const [standing, setStanding] = useState<Arrangement>();
  const { small, large, page, pages } = useLayout(room, wantedPage);
  // A page that has gone must not come back by itself when a member joins.
  if (page < wantedPage) setPage(page);
  const alone = room.peers.length === 1;
  const plan = planStage(
    { small: small.length + (alone ? 1 : 0), large: large.length },
    { x: 0, y: 0, width: size?.width ?? 0, height: size?.height ?? 0 },
    gapPx,
    standing,
  );
  // As the page, derived from the last rendering: React renders again at once, before anything is painted.
  if (size && plan.arrangement && plan.arrangement !== standing) setStanding(plan.arrangement);
  const invitationBox = plan.small.at(-1);
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <ul ref={ref} aria-label={texts.call.stage} className="relative m-2 min-h-0 flex-1 md:mb-0">
        {size &&
          [...large, ...small].map((tile, index) => {
            const isLarge = index < large.length;
            const box = isLarge ? plan.large[index] : plan.small[index - large.length];
            if (!box) return null;
            const Tile = tile.kind === 'screen' ? ScreenTile : PersonTile;
            return <Tile key={tile.key} tile={tile} box={box} large={isLarge} />;
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
