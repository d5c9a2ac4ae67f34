// Which of the recent meetings run now. Asked again while it is looked at: the server sends no news of meetings that one is not in.
import { useEffect, useState } from 'react';
import type { RunningRoom } from '../../../protocol/room/roster.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';

const askEveryMs = 20_000;

/** Those that this window is not in; none until the server has answered. */
export function useRunning(): readonly RunningRoom[] {
  const { readRunning } = useActions();
  const own = useMeeting((state) => state.room?.number);
  const [running, setRunning] = useState<readonly RunningRoom[]>([]);
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const rooms = await readRunning();
      if (!isGone) setRunning(rooms);
    };
    void ask();
    const timer = setInterval(() => void ask(), askEveryMs);
    const askNow = () => void ask();
    document.addEventListener('visibilitychange', askNow);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', askNow);
    };
  }, [readRunning]);
  return running.filter(({ number }) => number !== own);
}
