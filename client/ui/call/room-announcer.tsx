// Tells screen readers who came and who went. Used by the call.
import { useEffect, useRef, useState } from 'react';
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { useTexts } from '../texts/language-store.ts';

export function RoomAnnouncer({ peers }: { readonly peers: readonly PeerInfo[] }) {
  const texts = useTexts();
  const before = useRef(peers);
  const [news, setNews] = useState('');
  useEffect(() => {
    const without = (list: readonly PeerInfo[], others: readonly PeerInfo[]) =>
      list.filter(({ peerId }) => others.every((other) => other.peerId !== peerId));
    const came = without(peers, before.current).map(({ nickname }) => texts.call.joined(nickname));
    const went = without(before.current, peers).map(({ nickname }) => texts.call.left(nickname));
    before.current = peers;
    if (came.length + went.length > 0) setNews([...came, ...went].join(' '));
  }, [peers, texts]);
  return <output className="sr-only">{news}</output>;
}
