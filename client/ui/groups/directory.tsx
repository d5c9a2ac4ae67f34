// Public groups: searched by name, a page at a time, and applied to.
import { useEffect, useState } from 'react';
import { groupTitleMax } from '../../../protocol/messages/message-limits.ts';
import type { GroupCard } from '../../../protocol/messages/group-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { Button } from '../parts/button.tsx';
import { inputClass } from '../parts/text-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { DirectoryGroup } from './directory-group.tsx';

const restMs = 300;

interface Shown {
  readonly groups: readonly GroupCard[];
  readonly more: boolean;
}

export function Directory() {
  const texts = useTexts();
  const { groups: actions } = useActions();
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>();
  const [problem, setProblem] = useState<Problem>();
  const { now: complaint } = useProblemSentence(problem);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const answer = await actions.read('group:directory', { words });
      if (isOver) return;
      setProblem(answer.problem);
      if (answer.value !== undefined) setShown(answer.value);
    };
    const timer = setTimeout(() => void look(), restMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [words, actions]);
  const showMore = async () => {
    const after = shown?.groups.at(-1)?.conversation;
    if (shown === undefined || after === undefined) return;
    const answer = await actions.read('group:directory', { words, after });
    setProblem(answer.problem);
    const { value } = answer;
    if (value !== undefined) setShown({ groups: [...shown.groups, ...value.groups], more: value.more });
  };
  const replace = (changed: GroupCard) =>
    setShown(
      (before) =>
        before && {
          ...before,
          groups: before.groups.map((each) => (each.conversation === changed.conversation ? changed : each)),
        },
    );
  return (
    <section aria-labelledby="directory-title" className="mt-8">
      <h2 id="directory-title" className="mb-3 text-sm font-medium text-ink-soft">
        {texts.groups.directory}
      </h2>
      <input
        type="search"
        aria-label={texts.groups.searchDirectory}
        placeholder={texts.groups.searchDirectory}
        value={words}
        maxLength={groupTitleMax}
        autoComplete="off"
        data-testid="group-directory-search"
        onChange={({ target }) => setWords(target.value)}
        className={inputClass}
      />
      <Complaint sentence={complaint} />
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
        {shown?.groups.map((group) => (
          <li
            key={group.conversation}
            data-testid="group-directory-item"
            data-conversation={group.conversation}
          >
            <DirectoryGroup group={group} onChanged={replace} />
          </li>
        ))}
        {shown?.groups.length === 0 && (
          <li className="px-4 py-5 text-[0.9375rem] text-ink-soft">
            {words.trim() === '' ? texts.groups.noPublicGroups : texts.groups.noGroups}
          </li>
        )}
      </ul>
      {shown?.more && (
        <Button look="quiet" className="mt-2" onClick={() => void showMore()}>
          {texts.groups.more}
        </Button>
      )}
    </section>
  );
}
