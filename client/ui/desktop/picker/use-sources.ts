// Screens and windows as they look now, asked again every second. Used by the picker screen.
import { useEffect, useState } from 'react';
import type { CallOutput, DesktopBridge } from '../../../ipc.ts';
import { askDesktop } from '../../../link/ask-desktop.ts';
import { mergeSources } from './merge-sources.ts';

/** Between an answer and the next question: taking the pictures costs the system something. */
const pauseMs = 1000;

/** `undefined` until the first answer. */
export function useSources(bridge: DesktopBridge): CallOutput<'picker:sources'> | undefined {
  const [found, setFound] = useState<CallOutput<'picker:sources'>>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async () => {
      try {
        const now = await askDesktop(bridge, 'picker:sources', {});
        setFound((before) => ({ ...now, sources: [...mergeSources(before?.sources ?? [], now.sources)] }));
      } catch {
        // The next look may succeed; what was seen last stays.
      }
      if (!ended) timer = setTimeout(() => void look(), pauseMs);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [bridge]);
  return found;
}
