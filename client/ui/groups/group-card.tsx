// A group as those see it who are not in it: name, members, and what they may do.
import type { ReactNode } from 'react';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import { GroupPicture } from './group-picture.tsx';

interface GroupCardProps {
  readonly title: string;
  readonly memberCount: number;
  /** A line of its own, for example who invites. */
  readonly line?: string | undefined;
  readonly children: ReactNode;
}

export function GroupCardRow({ title, memberCount, line, children }: GroupCardProps) {
  const texts = useTexts();
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-3">
      <GroupPicture title={title} />
      <div className="min-w-40 flex-1">
        <PersonName name={title} className="block truncate font-medium" />
        <p className="truncate text-sm text-ink-soft">
          {line !== undefined && (
            <>
              <bdi>{line}</bdi> ·{' '}
            </>
          )}
          {texts.groups.count(memberCount)}
        </p>
      </div>
      {children}
    </div>
  );
}
