// The announcement of a group above its conversation, until the account confirms it as read.
import { Megaphone } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { useAsking } from './use-asking.ts';
import { useGroup } from './use-group.ts';

/** @param conversation of a group */
export function AnnouncementBar({ conversation }: { readonly conversation: string }) {
  const texts = useTexts();
  const { details } = useGroup(conversation);
  const { busy, complaint, ask } = useAsking();
  const announcement = details?.announcement;
  if (announcement === undefined || announcement.confirmed) return null;
  const { number, text, byNickname, atMs } = announcement;
  const time = new Intl.DateTimeFormat(texts.tag, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
  return (
    <section
      aria-label={texts.groups.announcement}
      data-testid="group-announcement"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-2.5 text-accent-ink"
    >
      <Megaphone aria-hidden="true" className="size-5 shrink-0" />
      <div className="max-h-32 min-w-40 flex-1 overflow-y-auto">
        <p className="text-[0.9375rem] whitespace-pre-wrap text-ink">
          <bdi>{text}</bdi>
        </p>
        <p className="text-sm text-ink-soft">{texts.groups.announcementBy(byNickname, time)}</p>
        {complaint !== undefined && <Complaint sentence={complaint} />}
      </div>
      <Button
        busy={busy}
        data-testid="group-announcement-confirm"
        onClick={() => void ask('group:confirm-announcement', { conversation, number })}
      >
        {texts.groups.confirm}
      </Button>
    </section>
  );
}
