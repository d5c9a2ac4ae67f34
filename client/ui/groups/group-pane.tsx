// The details of a group beside its conversation, and the button that opens and closes them.
import { Info } from 'lucide-react';
import { create } from 'zustand';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Details } from '../shell/details.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AnnouncementBar } from './announcement-bar.tsx';
import { GroupDetailsPane } from './group-details.tsx';

/** The group whose details are open. */
const usePane = create<{ readonly shown: string | undefined }>(() => ({ shown: undefined }));

const show = (shown: string | undefined): void => usePane.setState({ shown });

interface OfConversation {
  readonly item: ConversationItem;
}

/** Stands in the heading of a conversation; nothing where that is no group. */
export function GroupInfoButton({ item: { id, state } }: OfConversation) {
  const texts = useTexts();
  const isShown = usePane(({ shown }) => shown === id);
  if (state.kind !== 'group') return null;
  return (
    <IconButton
      icon={Info}
      label={texts.groups.details}
      aria-expanded={isShown}
      data-testid="group-info"
      onClick={() => show(isShown ? undefined : id)}
    />
  );
}

/** Stands below the heading; nothing where there is no announcement. */
export function GroupAnnouncement({ item: { id, state } }: OfConversation) {
  return state.kind === 'group' && state.present ? <AnnouncementBar conversation={id} /> : null;
}

/** Stands beside the conversation. */
export function GroupPane({ item: { id, state } }: OfConversation) {
  const texts = useTexts();
  const isShown = usePane(({ shown }) => shown === id);
  if (state.kind !== 'group') return null;
  return (
    <Details open={isShown} title={texts.groups.details} onClose={() => show(undefined)}>
      <GroupDetailsPane conversation={id} />
    </Details>
  );
}
