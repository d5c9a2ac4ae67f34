// What waits for an answer and the directory, the page of one group, and the page of a link.
import { formatAddress } from '../address/address.ts';
import { buttonClass } from '../parts/button.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import type { AreaProps } from '../shell/area.ts';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/language-store.ts';
import { CreateGroup } from './create-group.tsx';
import { Directory } from './directory.tsx';
import { GroupDetailsPane } from './group-details.tsx';
import { JoinByLink } from './join-by-link.tsx';
import { PendingGroups } from './pending-groups.tsx';

export default function GroupsContent({ address }: AreaProps) {
  const texts = useTexts();
  if (address.kind === 'group-link')
    return (
      <Page>
        <JoinByLink secret={address.secret} />
      </Page>
    );
  if (address.kind === 'groups' && address.conversationId !== undefined)
    return <OneGroup conversationId={address.conversationId} />;
  return (
    <Page>
      <div className="flex items-center gap-2">
        <ScreenTitle className="flex-1 text-2xl sm:text-3xl">{texts.groups.title}</ScreenTitle>
        <CreateGroup />
      </div>
      <PendingGroups />
      <Directory />
    </Page>
  );
}

function OneGroup({ conversationId }: { readonly conversationId: string }) {
  const texts = useTexts();
  return (
    <Page>
      <div className="mb-6 flex flex-wrap items-center gap-2">
        <ScreenTitle className="flex-1 text-2xl sm:text-3xl">{texts.groups.details}</ScreenTitle>
        <a className={buttonClass('secondary')} href={formatAddress({ kind: 'groups' })}>
          {texts.groups.title}
        </a>
        <a className={buttonClass('primary')} href={formatAddress({ kind: 'chats', conversationId })}>
          {texts.groups.open}
        </a>
      </div>
      <div className="max-w-2xl rounded-2xl border border-line bg-surface p-5 shadow-card">
        <GroupDetailsPane conversation={conversationId} />
      </div>
    </Page>
  );
}
