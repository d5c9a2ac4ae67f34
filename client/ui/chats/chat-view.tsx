// One conversation: its name, its messages, and the input below them.
import { useEffect } from 'react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { useAddress } from '../address/address-store.ts';
import { GroupAnnouncement, GroupInfoButton } from '../groups/group-pane.tsx';
import { CallButton } from '../ringing/call-button.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { ContentTitle } from '../shell/content-title.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { useAttachmentTray } from './attachments/use-attachment-tray.ts';
import { ChatBody } from './chat-body.tsx';
import { conversationName } from './conversation-name.ts';
import { ConversationOptions } from './conversation-options.tsx';
import { UpdatingMark } from './updating-mark.tsx';
import { useChatDesk } from './use-chat-desk.ts';

export default function ChatView({ item }: { readonly item: ConversationItem }) {
  const texts = useTexts();
  const { conversations } = useActions();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const tray = useAttachmentTray(item.id);
  const name = conversationName(item, ownId, texts);
  const desk = useChatDesk(item, ownId);
  useEffect(() => conversations.show(item.id), [conversations, item.id]);
  useAddressedMessage(desk.tools.jumpTo);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- files are dropped anywhere; the button does the same
    <section
      aria-label={name}
      data-testid="chat-view"
      onDragOver={tray.onDragOver}
      onDrop={tray.onDrop}
      className="flex min-w-0 flex-1 flex-col"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-4 py-2">
        <ContentTitle list={{ address: { kind: 'chats' }, name: texts.chats.title }}>
          <bdi>{name}</bdi>
        </ContentTitle>
        <UpdatingMark />
        <CallButton state={item.state} />
        <SearchButton conversationId={item.id} />
        <GroupInfoButton item={item} />
        <ConversationOptions item={item} onPins={() => desk.setDialog({ kind: 'pins' })} />
      </header>
      <GroupAnnouncement item={item} />
      <ChatBody item={item} ownId={ownId} desk={desk} />
    </section>
  );
}

/** Leads to the message that the address names. */
function useAddressedMessage(jumpTo: (seq: number) => void): void {
  const address = useAddress();
  const at = address.kind === 'chats' ? address.at : undefined;
  useEffect(() => {
    if (at !== undefined) jumpTo(at);
  }, [jumpTo, at]);
}
