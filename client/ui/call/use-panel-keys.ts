// How a panel beside the stage answers keys: its title has the focus at first, and Escape closes it. Used by the panels of people and chat.
import { useEffect, useEffectEvent, useRef } from 'react';

/** @param onClose called for Escape while the focus is in the panel, unless something in it took the key */
export function usePanelKeys(onClose: () => void) {
  const titleRef = useRef<HTMLHeadingElement>(null);
  const panelRef = useRef<HTMLElement>(null);
  const closeOnEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    titleRef.current?.focus();
    const panel = panelRef.current;
    panel?.addEventListener('keydown', closeOnEscape);
    return () => panel?.removeEventListener('keydown', closeOnEscape);
  }, []);
  return { titleRef, panelRef };
}
