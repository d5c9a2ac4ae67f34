// Beside the name of a member whose nickname looks like that of an older account. Used by tiles and by the people panel.
import { BadgeAlert } from 'lucide-react';
import { Tip } from '../parts/tip.tsx';
import { useTexts } from '../texts/language-store.ts';

export function LookAlikeBadge() {
  const sentence = useTexts().call.looksLikeOlder;
  return (
    <Tip text={sentence}>
      <span
        data-testid="look-alike"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the sentence is read by pointing or by keys
        tabIndex={0}
        className="grid shrink-0 place-items-center rounded-sm bg-warning-soft p-0.5 text-warning-ink"
      >
        <BadgeAlert aria-hidden="true" className="size-3.5" />
        <span className="sr-only">{sentence}</span>
      </span>
    </Tip>
  );
}
