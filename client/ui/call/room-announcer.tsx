// Says who came and who went: to screen readers, and beside another place to all, as a toast. Used by the call.
import { useEffect, useRef, useState } from 'react';
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { useToasts } from '../toasts/toast-store.ts';
import { useTexts } from '../texts/language-store.ts';

interface RoomAnnouncerProps {
  readonly peers: readonly PeerInfo[];
  /** Where the members of the call are not in sight. */
  readonly asToasts: boolean;
}

export function RoomAnnouncer({ peers, asToasts }: RoomAnnouncerProps) {
  const texts = useTexts();
  const before = useRef(peers);
  const [news, setNews] = useState('');
  const showToast = useToasts((state) => state.show);
  useEffect(() => {
    const without = (list: readonly PeerInfo[], others: readonly PeerInfo[]) =>
      list.filter(({ peerId }) => others.every((other) => other.peerId !== peerId));
    const came = without(peers, before.current).map(({ nickname }) => texts.call.joined(nickname));
    const went = without(before.current, peers).map(({ nickname }) => texts.call.left(nickname));
    before.current = peers;
    if (came.length + went.length === 0) return;
    const sentence = [...came, ...went].join(' ');
    if (asToasts) showToast(sentence);
    else setNews(sentence);
  }, [peers, asToasts, showToast, texts]);
  return <output className="sr-only">{news}</output>;
}
