// Why microphone or camera could not be switched on, right above their switches, until that is settled. Used by the controls.
import { MicOff, VideoOff, X } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';

const icons = { microphone: MicOff, camera: VideoOff } as const;

export function DeviceProblemsBadge() {
  const texts = useTexts();
  const actions = useActions();
  const problems = useMeeting((state) => state.deviceProblems);
  return (
    <output className="pointer-events-none absolute bottom-full left-1/2 z-20 mb-2 flex w-max max-w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2">
      {(['microphone', 'camera'] as const).map((device) => {
        const problem = problems[device];
        const Icon = icons[device];
        return (
          problem && (
            <span
              key={device}
              data-testid={`problem-${device}`}
              className="pointer-events-auto flex animate-appear items-center gap-2.5 rounded-xl border border-line bg-surface py-1 pr-1 pl-4 text-sm text-ink shadow-float"
            >
              <Icon aria-hidden="true" className="size-4.5 shrink-0 text-danger-ink" />
              <span className="min-w-0 flex-1 py-1">{problemSentence(problem, texts)}</span>
              <IconButton
                icon={X}
                label={texts.problem.dismiss}
                look="soft"
                onClick={() => actions.dismissDeviceProblem(device)}
              />
            </span>
          )
        );
      })}
    </output>
  );
}
