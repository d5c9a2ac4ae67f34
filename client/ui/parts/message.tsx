// The sentence for the last problem, above every screen and every dialog, which make room for it. The one live region for failures.
import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useInterface } from '../state/interface-store.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { messageLifeMs } from './plan-message.ts';
import { useMessageSpace } from './use-message-space.ts';

/** Hidden from view, not from screen readers, while a field on the screen shows the same sentence. */
export function Message() {
  const texts = useTexts();
  const actions = useActions();
  const formProblem = useInterface((state) => state.formProblem);
  const problem = useMeeting((state) => state.problem);
  const shownAtField = useInterface((state) => state.shownAtField);
  const [held, setHeld] = useState(false);
  const { first, now, remainingMs } = useProblemSentence(problem);
  const inPlace = formProblem !== undefined || (problem !== undefined && shownAtField.includes(problem.code));
  const shown = problem !== undefined && !inPlace;
  const counts = remainingMs !== undefined;
  const ref = useMessageSpace(shown);

  // What stands beside a field stays there until the field is changed, or until the time to wait is over.
  const goes = counts ? remainingMs === 0 : shown && !held;
  useEffect(() => {
    const lifeMs = problem && goes ? messageLifeMs(problem.code, counts ? 0 : undefined) : undefined;
    if (lifeMs === undefined) return;
    const timer = setTimeout(actions.dismissProblem, lifeMs);
    return () => clearTimeout(timer);
  }, [goes, counts, problem, actions]);

  const spoken = formProblem === undefined ? first : problemSentence({ code: formProblem }, texts);
  // Within the root it would lie under the dialogs.
  return createPortal(
    <div
      ref={ref}
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex flex-col items-center gap-2 px-3 pt-3 pb-1"
    >
      <div
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        className={classNames(
          shown
            ? 'pointer-events-auto flex max-w-xl animate-appear items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-4 text-[0.9375rem] shadow-float'
            : 'sr-only',
        )}
      >
        <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-danger-ink" />
        <p
          role="alert"
          aria-live="assertive"
          data-testid="message"
          className={counts ? 'sr-only' : 'min-w-0 flex-1 py-1.5'}
        >
          {spoken}
        </p>
        {counts && (
          <p aria-hidden="true" data-testid="message-counting" className="min-w-0 flex-1 py-1.5 tabular-nums">
            {now}
          </p>
        )}
        {shown && <IconButton icon={X} label={texts.problem.dismiss} onClick={actions.dismissProblem} />}
      </div>
    </div>,
    document.body,
  );
}
