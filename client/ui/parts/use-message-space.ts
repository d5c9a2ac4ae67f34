// Tells the style sheet how much room the message takes at the top, so that it covers nothing. Used by the message region.
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** @returns the ref of the message; while it is shown, `--message-space` on the page is its height in pixels, and 0 otherwise */
export function useMessageSpace(shown: boolean): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!shown || !element) return;
    const page = document.documentElement.style;
    const tell = () => page.setProperty('--message-space', `${element.offsetHeight}px`);
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    tell();
    return () => {
      observer.disconnect();
      page.removeProperty('--message-space');
    };
  }, [shown]);
  return ref;
}
