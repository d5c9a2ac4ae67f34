// Says that what is shown may not be all there is, for as long as that lasts.
import { useEffect, useState } from 'react';
import { Spinner } from '../parts/spinner.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

/** A sync that ends sooner is not worth a word. */
const patienceMs = 400;

export function UpdatingMark() {
  const texts = useTexts();
  const isCurrent = useMeeting((state) => state.conversations.isCurrent);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (isCurrent) return undefined;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isCurrent]);
  return (
    <output className="flex items-center gap-2 text-sm whitespace-nowrap text-ink-soft">
      {isLate && (
        <span data-testid="chats-updating" className="flex items-center gap-2">
          <Spinner />
          {texts.chats.updating}
        </span>
      )}
    </output>
  );
}
