// One meeting in a list: its number, a line about it, and the button that leads in.
import { History, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { useTexts } from '../texts/language-store.ts';

interface MeetingRowProps {
  readonly number: string;
  readonly isRunning: boolean;
  /** Who and when. */
  readonly children: ReactNode;
  readonly onJoin: () => void;
}

export function MeetingRow({ number, isRunning, children, onJoin }: MeetingRowProps) {
  const texts = useTexts();
  const Icon = isRunning ? Radio : History;
  return (
    <li
      data-testid={isRunning ? 'meeting-running' : 'meeting-recent'}
      className="flex min-h-16 items-center gap-3 px-4 py-2 sm:px-5"
    >
      <span
        className={
          isRunning
            ? 'grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink'
            : 'grid size-10 shrink-0 place-items-center rounded-full bg-raised text-ink-soft'
        }
      >
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold tracking-wider tabular-nums">{number}</p>
        <p className="truncate text-sm text-ink-soft">{children}</p>
      </div>
      <Button
        look={isRunning ? 'primary' : 'secondary'}
        aria-label={isRunning ? texts.palette.joinMeeting(number) : texts.lobby.rejoin(number)}
        onClick={onJoin}
      >
        {texts.lobby.join}
      </Button>
    </li>
  );
}
