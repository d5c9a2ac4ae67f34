// What person tiles and screen tiles have in common: place, frame, and the attributes that scripts look for.
import type { CSSProperties } from 'react';
import type { TileInfo } from './list-tiles.ts';
import type { Box } from './plan-stage.ts';

export const tileClass =
  'group/tile speaking-frame gliding absolute overflow-hidden rounded-tile [container-type:size] animate-appear ' +
  'fullscreen:rounded-none fullscreen:bg-black';

/** The place as style properties; set through the object model, as the content security policy asks. */
export function boxStyle({ x, y, width, height }: Box): CSSProperties {
  return { left: x, top: y, width, height };
}

/** `tile` is a remote picture, `peer-card` a remote person without one, `self-tile` one's own. */
export function tileAttributes({
  own,
  picture,
  peer,
}: TileInfo): Record<`data-${string}`, string | undefined> {
  const remote = picture ? 'tile' : 'peer-card';
  return {
    'data-testid': own ? 'self-tile' : remote,
    'data-peer': peer.peerId,
    'data-source': picture?.source,
    'data-codec': picture?.codec,
  };
}
