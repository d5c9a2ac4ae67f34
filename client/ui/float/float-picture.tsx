// A moving picture in the floating window. Made by this page and put into the other: what a window makes is of no kind that
// another window's code knows.
import { useEffect, useRef } from 'react';
import type { SourceInfo } from '../../../protocol/roster.ts';
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
  useEffect(() => {
    const element = document.createElement(codec === 'jpeg' && !own ? 'canvas' : 'video');
    element.className = 'size-full object-contain';
    ref.current?.append(element);
    const end = actions.showPicture(producerId, element);
    return () => {
      end();
      element.remove();
    };
  }, [actions, producerId, codec, own]);
  return <div ref={ref} className="absolute inset-0" />;
}
