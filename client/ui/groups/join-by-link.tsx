// The page that an invitation link opens: which group it leads to, and the way in.
import { useEffect, useState } from 'react';
import type { GroupCard } from '../../../protocol/messages/group-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { goTo } from '../address/address-store.ts';
import { Button } from '../parts/button.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { GroupCardRow } from './group-card.tsx';
import { useAsking } from './use-asking.ts';

export function JoinByLink({ secret }: { readonly secret: string }) {
  const texts = useTexts();
  const { groups } = useActions();
  const [group, setGroup] = useState<GroupCard>();
  const [problem, setProblem] = useState<Problem>();
  const { now: unopened } = useProblemSentence(problem);
  const { busy, complaint, ask } = useAsking();
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      const answer = await groups.read('group:open-link', { secret });
      if (isOver) return;
      setGroup(answer.value?.group);
      setProblem(answer.problem);
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [groups, secret]);
  const join = async () => {
    const answer = await ask('group:join-by-link', { secret });
    if (answer !== undefined) goTo({ kind: 'chats', conversationId: answer.state.conversation });
  };
  return (
    <>
      <ScreenTitle className="mb-6 text-2xl sm:text-3xl">{texts.groups.joinTitle}</ScreenTitle>
      <Complaint sentence={unopened ?? complaint} />
      {group === undefined && unopened === undefined && (
        <p className="text-[0.9375rem] text-ink-soft">{texts.groups.loading}</p>
      )}
      {group !== undefined && (
        <div className="rounded-2xl border border-line bg-surface shadow-card">
          <GroupCardRow title={group.title} memberCount={group.memberCount}>
            <Button look="primary" busy={busy} data-testid="group-join" onClick={() => void join()}>
              {group.standing === 'member' ? texts.groups.open : texts.groups.join}
            </Button>
          </GroupCardRow>
        </div>
      )}
    </>
  );
}
