// Small pictures of backgrounds and stickers, drawn from the same art that the camera's pictures get. Used by the picker.
import { useEffect, useId, useRef } from 'react';
import { drawScene } from '../../media/effects/draw-scene.ts';
import type { Scene, Sticker } from '../../media/effects/effect-contract.ts';
import { stickerArt } from '../../media/effects/sticker-art.ts';

export function SceneThumbnail({ scene }: { readonly scene: Scene }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (context) drawScene(context, scene);
  }, [scene]);
  return <canvas ref={ref} width={192} height={120} className="size-full object-cover" />;
}

/** A person before a blurred room. */
export function BlurThumbnail() {
  const id = useId();
  return (
    <svg viewBox="0 0 76 48" className="size-full">
      <defs>
        <filter id={id}>
          <feGaussianBlur stdDeviation="4" />
        </filter>
      </defs>
      <rect width="76" height="48" fill="#c9c2b4" />
      <g filter={`url(#${id})`}>
        <rect x="4" y="4" width="18" height="30" fill="#7d8f7a" />
        <rect x="52" y="8" width="20" height="24" fill="#9db7c6" />
        <rect x="0" y="36" width="76" height="14" fill="#8a6748" />
      </g>
      <circle cx="38" cy="20" r="8" fill="#5b4636" />
      <path d="M22 48C22 34 30 30 38 30C46 30 54 34 54 48Z" fill="#3f5870" />
    </svg>
  );
}

export function StickerThumbnail({ sticker }: { readonly sticker: Sticker }) {
  const { box, shapes } = stickerArt[sticker];
  return (
    <svg viewBox={box.join(' ')} className="m-auto h-9 w-14">
      {shapes.map(({ path, fill }) => (
        <path key={path} d={path} fill={fill} fillRule="evenodd" stroke="#8b93a3" strokeWidth="3" />
      ))}
    </svg>
  );
}
