// What waits for the account's answer: invitations into groups, and applications to those that it runs.
import { formatAddress } from '../address/address.ts';
import type { GroupInvitation } from '../../../protocol/messages/group-model.ts';
import { Button, buttonClass } from '../parts/button.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { GroupCardRow } from './group-card.tsx';
import { useAsking } from './use-asking.ts';

const listClass =
  'divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface shadow-card';
const headingClass = 'mt-6 mb-3 text-sm font-medium text-ink-soft';

export function PendingGroups() {
  const texts = useTexts();
  const { invitations, applications } = useMeeting((state) => state.groups.pending);
  const items = useMeeting((state) => state.conversations.items);
  return (
    <>
      {invitations.length > 0 && (
        <section aria-labelledby="group-invitations-title">
          <h2 id="group-invitations-title" className={headingClass}>
            {texts.groups.invitations}
          </h2>
          <ul className={listClass}>
            {invitations.map((invitation) => (
              <li key={invitation.conversation} data-testid="group-invitation">
                <Invitation invitation={invitation} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {applications.length > 0 && (
        <section aria-labelledby="group-requests-title">
          <h2 id="group-requests-title" className={headingClass}>
            {texts.groups.requests}
          </h2>
          <ul className={listClass}>
            {applications.map(({ conversation, count }) => {
              const item = items.find(({ id }) => id === conversation);
              return (
                <li key={conversation} data-testid="group-requests">
                  <GroupCardRow
                    title={item?.state.title ?? ''}
                    memberCount={item?.members.filter(({ present }) => present).length ?? 0}
                    line={texts.groups.toRequests(count)}
                  >
                    <a
                      className={buttonClass('secondary')}
                      href={formatAddress({ kind: 'groups', conversationId: conversation })}
                    >
                      {texts.groups.open}
                    </a>
                  </GroupCardRow>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

function Invitation({ invitation }: { readonly invitation: GroupInvitation }) {
  const texts = useTexts();
  const { busy, complaint, ask } = useAsking();
  const { conversation, title, memberCount, byNickname } = invitation;
  const answer = (accept: boolean) => void ask('group:answer-invitation', { conversation, accept });
  return (
    <>
      <GroupCardRow title={title} memberCount={memberCount} line={texts.groups.invitedBy(byNickname)}>
        <Button look="primary" busy={busy} data-testid="group-invitation-accept" onClick={() => answer(true)}>
          {texts.groups.accept}
        </Button>
        <Button disabled={busy} data-testid="group-invitation-refuse" onClick={() => answer(false)}>
          {texts.groups.refuse}
        </Button>
      </GroupCardRow>
      {complaint !== undefined && (
        <div className="px-4 pb-3">
          <Complaint sentence={complaint} />
        </div>
      )}
    </>
  );
}
