// The members of a group with their roles, and what one may do to each.
import { EllipsisVertical, LogOut, ShieldCheck, ShieldMinus, Crown, VolumeX, Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { Member } from '../../../protocol/messages/model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AddPeople } from './add-people.tsx';
import { Complaint } from './complaint.tsx';
import { type MemberAction, memberActions } from './member-actions.ts';
import { Question } from './question.tsx';
import { Section } from './section.tsx';
import { useAsking } from './use-asking.ts';
import type { ShownGroup } from './use-group.ts';

const icons = {
  promote: ShieldCheck,
  demote: ShieldMinus,
  handOver: Crown,
  muteHour: VolumeX,
  muteDay: VolumeX,
  unmute: Volume2,
  remove: LogOut,
} as const;
const muteMinutes = { muteHour: 60, muteDay: 24 * 60, unmute: 0 } as const;

interface MembersSectionProps {
  readonly conversation: string;
  readonly group: ShownGroup;
}

export function MembersSection({ conversation, group }: MembersSectionProps) {
  const texts = useTexts();
  const { members, ownId, ownRole, details } = group;
  const asking = useAsking();
  const [question, setQuestion] = useState<{
    readonly about: Member;
    readonly action: 'handOver' | 'remove';
  }>();
  const muted = new Set(details?.muted.map(({ accountId }) => accountId));
  const act = (member: Member, action: MemberAction) => {
    const { accountId } = member;
    asking.clear();
    if (action === 'handOver' || action === 'remove') setQuestion({ about: member, action });
    else if (action === 'promote' || action === 'demote')
      void asking.ask('group:set-role', {
        conversation,
        accountId,
        role: action === 'promote' ? 'admin' : 'member',
      });
    else void asking.ask('group:mute-member', { conversation, accountId, minutes: muteMinutes[action] });
  };
  const answerYes = async ({ about: { accountId }, action }: NonNullable<typeof question>) => {
    const name = action === 'handOver' ? 'group:hand-over' : 'conversation:remove-member';
    if ((await asking.ask(name, { conversation, accountId })) !== undefined) setQuestion(undefined);
  };
  return (
    <Section title={texts.groups.count(members.length)}>
      {ownRole !== 'member' && <AddPeople conversation={conversation} members={members} />}
      {question === undefined && <Complaint sentence={asking.complaint} />}
      <ul className="-mx-2">
        {members.map((member) => (
          <li
            key={member.accountId}
            data-testid="group-member"
            data-account={member.accountId}
            data-role={member.role}
            className="flex min-h-13 items-center gap-3 rounded-lg px-2"
          >
            <Avatar nickname={member.nickname} className="size-9 text-sm" />
            <span className="min-w-0 flex-1">
              <PersonName name={member.nickname} className="block truncate" />
              <span className="block truncate text-sm text-ink-soft">
                {[
                  member.accountId === ownId && texts.groups.you,
                  texts.groups.roles[member.role],
                  muted.has(member.accountId) && texts.groups.muted,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {member.accountId !== ownId && (
              <MemberMenu
                member={member}
                actions={memberActions(ownRole, { role: member.role, isMuted: muted.has(member.accountId) })}
                onAct={(action) => act(member, action)}
              />
            )}
          </li>
        ))}
      </ul>
      {question !== undefined && (
        <Question
          title={texts.groups[question.action]}
          sentences={[
            question.action === 'handOver'
              ? texts.groups.handOverQuestion(question.about.nickname)
              : texts.groups.removeQuestion(question.about.nickname),
          ]}
          busy={asking.busy}
          complaint={asking.complaint}
          onYes={() => void answerYes(question)}
          onNo={() => setQuestion(undefined)}
        />
      )}
    </Section>
  );
}

interface MemberMenuProps {
  readonly member: Member;
  readonly actions: readonly MemberAction[];
  readonly onAct: (action: MemberAction) => void;
}

function MemberMenu({ member, actions, onAct }: MemberMenuProps) {
  const texts = useTexts();
  if (actions.length === 0) return null;
  const title = texts.groups.menuOf(member.nickname);
  return (
    <Menu
      title={title}
      trigger={
        <IconButton icon={EllipsisVertical} label={title} look="soft" data-testid="group-member-menu" />
      }
    >
      {actions.map((action) => (
        <MenuItem
          key={action}
          icon={icons[action]}
          label={texts.groups[action]}
          onSelect={() => onAct(action)}
        />
      ))}
    </Menu>
  );
}
