// Whether a contact is there, as a dot on the picture and in words for those who do not see it. Nothing of who is offline.
import { classNames } from '../parts/class-names.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

const looks = {
  online: 'bg-speaking',
  'in-call': 'bg-accent',
  busy: 'bg-danger',
  away: 'bg-line-strong',
} as const;

export function PresenceDot({ accountId }: { readonly accountId: string }) {
  const texts = useTexts();
  const presence = useMeeting((state) => state.contacts.presences.get(accountId) ?? 'offline');
  if (presence === 'offline') return null;
  const name = texts.contacts.presences[presence];
  return (
    <span
      title={name}
      data-testid="presence"
      data-presence={presence}
      className={classNames(
        'absolute right-0 bottom-0 size-3 rounded-full border-2 border-surface',
        looks[presence],
      )}
    >
      <span className="sr-only">{name}</span>
    </span>
  );
}
