// A shared screen on the stage, shown whole, with zoom where it is large, and with the annotations on it; one's own is a small
// preview. Used by the stage.
import { PenLine, ZoomIn, ZoomOut } from 'lucide-react';
import { useRef } from 'react';
import { DrawersMenu } from '../annotations/drawers-menu.tsx';
import { AnnotationsBar } from '../annotations/annotations-bar.tsx';
import { AnnotationsOverlay } from '../annotations/annotations-overlay.tsx';
import { useAnnotationTool } from '../annotations/use-annotation-tool.ts';
import { usePictureSize } from '../annotations/use-picture-size.ts';
import { useShareAnnotations } from '../annotations/use-share-annotations.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { isOn, type TileInfo } from './list-tiles.ts';
import { NamePlate } from './name-plate.tsx';
import { Picture } from './picture.tsx';
import type { Box } from './plan-stage.ts';
import { ShareModeButton } from './share-mode-button.tsx';
import { boxStyle, tileAttributes, tileClass } from './tile-frame.ts';
import { TileTools } from './tile-tools.tsx';
import { useZoom, type Zoom } from './use-zoom.ts';

interface ScreenTileProps {
  readonly tile: TileInfo;
  readonly box: Box;
  readonly large: boolean;
}

export function ScreenTile({ tile, box, large }: ScreenTileProps) {
  const texts = useTexts();
  const ref = useRef<HTMLLIElement>(null);
  const { peer, picture, own } = tile;
  const zoomable = large && !own;
  const zoom = useZoom(ref, zoomable);
  const { scale, x, y } = zoom.view;
  const pictureSize = usePictureSize(ref);
  const annotations = useShareAnnotations(picture, own);
  const hand = useAnnotationTool(ref, large && annotations.mayDraw);
  const ownTitle = isOn(peer, 'screen-sound') ? texts.call.ownScreenWithSound : texts.call.ownScreen;
  const title = own ? ownTitle : texts.call.screenOf(peer.nickname);
  return (
    <li
      ref={ref}
      {...tileAttributes(tile)}
      style={boxStyle(box)}
      className={classNames(
        tileClass,
        'bg-tile',
        zoomable && 'touch-none',
        scale > 1 && 'cursor-grab active:cursor-grabbing',
      )}
    >
      <div
        className="absolute inset-0 origin-top-left"
        style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }}
      >
        {picture && <Picture key={picture.producerId} source={picture} own={own} fit="contain" />}
        {picture && pictureSize && (
          <AnnotationsOverlay
            producerId={picture.producerId}
            size={pictureSize}
            zoom={scale}
            tool={hand.tool}
            colour={hand.colour}
            lastOwnStroke={annotations.lastOwnStroke}
          />
        )}
      </div>
      <NamePlate text={title} screen />
      <TileTools tile={tile} tileRef={ref} large={large} inUse={hand.tool !== undefined}>
        {own && <ShareModeButton />}
        {own && picture && <DrawersMenu producerId={picture.producerId} annotations={annotations} />}
        {large && annotations.mayDraw && (
          <IconButton
            icon={PenLine}
            label={texts.call.annotations.open}
            hint={hand.tool ? texts.call.annotations.close : texts.call.annotations.openHint}
            look="picture"
            data-testid="marks-toggle"
            aria-pressed={hand.tool !== undefined}
            onClick={() => hand.setTool(hand.tool ? undefined : 'pointer')}
          />
        )}
        {zoomable && <ZoomButtons zoom={zoom} />}
      </TileTools>
      {picture && hand.tool && (
        <AnnotationsBar
          producerId={picture.producerId}
          own={own}
          annotations={annotations}
          tool={hand.tool}
          colour={hand.colour}
          onTool={hand.setTool}
          onColour={hand.setColour}
        />
      )}
    </li>
  );
}

function ZoomButtons({ zoom }: { readonly zoom: Zoom }) {
  const texts = useTexts();
  return (
    <>
      <IconButton
        icon={ZoomOut}
        label={texts.call.zoomOut}
        shortcut="-"
        look="picture"
        disabled={zoom.view.scale === 1}
        onClick={zoom.zoomOut}
      />
      <IconButton icon={ZoomIn} label={texts.call.zoomIn} shortcut="+" look="picture" onClick={zoom.zoomIn} />
    </>
  );
}
