// A moving picture in the floating window. Made by this page and put into the other: what a window makes is of no kind that
// another window's code knows.
import { useEffect, useRef } from 'react';
import type { SourceInfo } from '../../../protocol/room/roster.ts';
import { classNames } from '../parts/class-names.ts';
import { useActions } from '../state/meeting-context.ts';

interface FloatPictureProps {
  readonly source: SourceInfo;
  readonly own: boolean;
}

/** Needs a `key` of the producer's id, as a picture of the stage does. */
export function FloatPicture({ source, own }: FloatPictureProps) {
  const actions = useActions();
  const ref = useRef<HTMLDivElement>(null);
  const { producerId, codec } = source;
  const mirrored = own && source.source === 'camera';
  useEffect(() => {
    const element = document.createElement(codec === 'jpeg' && !own ? 'canvas' : 'video');
    if (element instanceof HTMLVideoElement) Object.assign(element, { autoplay: true, muted: true });
    element.className = classNames('size-full object-contain', mirrored && '-scale-x-100');
    ref.current?.append(element);
    const end = actions.showPicture(producerId, element);
    return () => {
      end();
      element.remove();
    };
  }, [actions, producerId, codec, own, mirrored]);
  return <div ref={ref} className="absolute inset-0" />;
}
