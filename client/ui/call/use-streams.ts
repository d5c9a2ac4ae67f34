// Samples what is received once a second, while it is shown. Used by the people panel, which hands them to the statistics.
import { useEffect, useState } from 'react';
import type { StreamSample } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';
import { compareStreams, type StreamRow } from './compare-streams.ts';

const intervalMs = 1000;

/** Empty until the first look; rates come with the second. */
export function useStreams(): readonly StreamRow[] {
  const actions = useActions();
  const [rows, setRows] = useState<readonly StreamRow[]>([]);
  useEffect(() => {
    let before: readonly StreamSample[] = [];
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const after = await actions.sampleStreams();
      if (ended) return;
      setRows(compareStreams(before, after));
      before = after;
      timer = setTimeout(() => void look(), intervalMs);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [actions]);
  return rows;
}
