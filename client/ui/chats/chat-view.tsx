// One conversation: its name, its messages, and the input below them.
import { useEffect } from 'react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { useAddress } from '../address/address-store.ts';
import { GroupAnnouncement, GroupInfoButton } from '../groups/group-pane.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { ContentTitle } from '../shell/content-title.tsx';
import { CallButton } from '../ringing/call-button.tsx';
import { useMayWrite } from '../ringing/use-may-write.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { useAttachmentTray } from './attachments/use-attachment-tray.ts';
import { Composer } from './composer.tsx';
import { conversationName } from './conversation-name.ts';
import { MessageList } from './message-list.tsx';
import { UpdatingMark } from './updating-mark.tsx';

export default function ChatView({ item }: { readonly item: ConversationItem }) {
  const texts = useTexts();
  const { conversations } = useActions();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const open = useMeeting((state) => state.conversations.open[item.id]);
  const tray = useAttachmentTray(item.id);
  const name = conversationName(item, ownId, texts);
  const mayWrite = useMayWrite(item.state);
  useEffect(() => conversations.show(item.id), [conversations, item.id]);
  const at = useAddressedMessage();
  useEffect(() => {
    if (at !== undefined) void conversations.jumpTo(item.id, at);
  }, [conversations, item.id, at]);
  return (
    <section
      aria-label={name}
      data-testid="chat-view"
      onDragOver={tray.onDragOver}
      onDrop={tray.onDrop}
      className="flex min-w-0 flex-1 flex-col"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-4 py-2">
        <ContentTitle list={{ address: { kind: 'chats' }, name: texts.chats.title }}>
          <bdi>{name}</bdi>
        </ContentTitle>
        <UpdatingMark />
        <CallButton state={item.state} />
        <SearchButton conversationId={item.id} />
        <GroupInfoButton item={item} />
      </header>
      <GroupAnnouncement item={item} />
      {open === undefined ? (
        <div className="min-h-0 flex-1" />
      ) : (
        <MessageList key={open.around} item={item} open={open} ownId={ownId} />
      )}
      {item.state.present && mayWrite ? (
        <Composer item={item} />
      ) : (
        <p className="border-t border-line bg-surface px-4 py-3 text-center text-sm text-ink-soft">
          {mayWrite ? texts.chats.left : texts.roomChat.over}
        </p>
      )}
    </section>
  );
}

/** The message that the address names. */
function useAddressedMessage(): number | undefined {
  const address = useAddress();
  return address.kind === 'chats' ? address.at : undefined;
}
