// Members whom one may mean after an `@`, above the input. The input keeps the focus.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the list of a combobox and its options have no elements of their own */
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { Named } from './marks/split-mentions.ts';

interface MentionListProps {
  readonly id: string;
  readonly members: readonly Named[];
  readonly chosen: number;
  readonly onChoose: (member: Named) => void;
}

export function MentionList({ id, members, chosen, onChoose }: MentionListProps) {
  const texts = useTexts();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={texts.chats.members}
      className="absolute bottom-full left-3 z-20 mb-1 w-72 max-w-[calc(100%-1.5rem)] rounded-xl border border-line bg-surface p-1.5 shadow-float"
    >
      {members.map((member, index) => (
        <div
          key={`${member.accountId} ${member.nickname}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          data-testid="mention-option"
          // Before the input loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(member);
          }}
          className={classNames(
            'flex min-h-10 cursor-pointer items-center gap-2 rounded-md px-2',
            index === chosen && 'bg-raised',
          )}
        >
          <Avatar nickname={member.nickname} className="size-7 text-xs" />
          <PersonName name={member.nickname} className="truncate" />
        </div>
      ))}
    </div>
  );
}
