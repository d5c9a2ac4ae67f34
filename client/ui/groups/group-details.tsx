// Everything about one group: beside its conversation, and on a page of its own.
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { AnnouncementSection } from './announcement-section.tsx';
import { ApplicationsSection } from './applications-section.tsx';
import { Complaint } from './complaint.tsx';
import { LinkSection } from './link-section.tsx';
import { MembersSection } from './members-section.tsx';
import { RenameForm } from './rename-form.tsx';
import { SettingsSection } from './settings-section.tsx';
import { useGroup } from './use-group.ts';

/** @param conversation of a group */
export function GroupDetailsPane({ conversation }: { readonly conversation: string }) {
  const texts = useTexts();
  const group = useGroup(conversation);
  const { item, members, ownId, ownRole, details, problem } = group;
  const { now: sentence } = useProblemSentence(problem);
  if (item?.state.present === false) return <p className="text-[0.9375rem]">{texts.groups.left}</p>;
  const isAdmin = ownRole !== 'member';
  return (
    <div className="flex flex-col gap-4" data-testid="group-details">
      <RenameForm conversation={conversation} title={item?.state.title ?? ''} mayRename={isAdmin} />
      <Complaint sentence={sentence} />
      {details === undefined && problem === undefined && (
        <p className="text-[0.9375rem] text-ink-soft">{texts.groups.loading}</p>
      )}
      {details !== undefined && <AnnouncementSection details={details} />}
      {details !== undefined && isAdmin && <ApplicationsSection details={details} />}
      <MembersSection conversation={conversation} group={group} />
      {details !== undefined && isAdmin && <LinkSection details={details} members={members} ownId={ownId} />}
      {details !== undefined && <SettingsSection details={details} />}
    </div>
  );
}
