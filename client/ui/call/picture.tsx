// One moving picture, filled by the meeting and never by React: a `canvas` for JPEG of others, a `video` for the rest.
// Used by tiles.
import { useEffect, useRef } from 'react';
import type { SourceInfo } from '../../../protocol/room/roster.ts';
import { classNames } from '../parts/class-names.ts';
import { useActions } from '../state/meeting-context.ts';

interface PictureProps {
  readonly source: SourceInfo;
  /** One's own is shown as it is captured, before any codec; the own camera looks like a mirror. */
  readonly own: boolean;
  /** `cover` crops to the tile; `contain` shows all of it. */
  readonly fit: 'cover' | 'contain';
}

/** Needs a `key` of the producer's id: an element serves one producer in its life. */
export function Picture({ source, own, fit }: PictureProps) {
  const actions = useActions();
  const ref = useRef<HTMLVideoElement | HTMLCanvasElement>(null);
  useEffect(() => {
    return ref.current ? actions.showPicture(source.producerId, ref.current) : undefined;
  }, [actions, source.producerId]);
  const keep = (element: HTMLVideoElement | HTMLCanvasElement | null) => {
    ref.current = element;
  };
  const className = classNames(
    'absolute inset-0 size-full',
    fit === 'cover' ? 'object-cover' : 'object-contain',
    own && source.source === 'camera' && '-scale-x-100',
  );
  if (source.codec === 'jpeg' && !own) return <canvas ref={keep} className={className} />;
  return <video ref={keep} autoPlay playsInline muted className={className} />;
}
