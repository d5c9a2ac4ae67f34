// The sentence for the last problem, over every screen and every dialog. The one live region for failures; shown until dismissed.
import { CircleAlert, X } from 'lucide-react';
import { createPortal } from 'react-dom';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useInterface } from '../state/interface-store.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

/** Hidden from view, not from screen readers, while a field on the screen shows the same sentence. */
export function Message() {
  const texts = useTexts();
  const actions = useActions();
  const formProblem = useInterface((state) => state.formProblem);
  const meetingProblem = useMeeting((state) => state.problem);
  const shownAtField = useInterface((state) => state.shownAtField);
  const problem = formProblem === undefined ? meetingProblem : { code: formProblem };
  const inPlace = formProblem !== undefined || (problem !== undefined && shownAtField.includes(problem.code));
  // Within the root it would lie under the dialogs.
  return createPortal(
    <div className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center p-3">
      <div
        className={classNames(
          problem === undefined || inPlace
            ? 'sr-only'
            : 'pointer-events-auto flex max-w-xl animate-appear items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-4 text-[0.9375rem] shadow-float',
        )}
      >
        <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-danger-ink" />
        <p role="alert" aria-live="assertive" data-testid="message" className="min-w-0 flex-1 py-1.5">
          {problem && problemSentence(problem, texts)}
        </p>
        {problem && !inPlace && (
          <IconButton icon={X} label={texts.problem.dismiss} onClick={actions.dismissProblem} />
        )}
      </div>
    </div>,
    document.body,
  );
}
