// One message that was found: where, by whom, when, and the words around the place. Leads there.
import { useState } from 'react';
import type { MessageHit } from '../../app/conversations-model.ts';
import { formatAddress } from '../address/address.ts';
import { formatWhen } from '../chats/format-when.ts';
import { useTexts } from '../texts/language-store.ts';
import { planSnippet } from './plan-snippet.ts';
import { useHitPlace } from './use-hit-place.ts';

interface SearchHitProps {
  readonly hit: MessageHit;
  /** As it was typed. */
  readonly query: string;
  readonly onOpen: () => void;
}

export function SearchHit({ hit, query, onOpen }: SearchHitProps) {
  const texts = useTexts();
  const [nowMs] = useState(Date.now);
  const { conversation, message } = hit;
  const { name, sender } = useHitPlace()(hit);
  const { before, match, after } = planSnippet(message.text, query);
  return (
    <a
      href={formatAddress({ kind: 'chats', conversationId: conversation, at: message.seq })}
      data-testid="search-hit"
      data-conversation={conversation}
      data-seq={message.seq}
      onClick={onOpen}
      className="flex flex-col gap-0.5 rounded-xl px-3 py-2 hover:bg-raised-hover"
    >
      <span className="flex items-baseline gap-2">
        <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
        <time className="shrink-0 text-xs text-ink-soft" dateTime={new Date(message.sentAtMs).toISOString()}>
          {formatWhen(message.sentAtMs, texts, nowMs)}
        </time>
      </span>
      <span className="line-clamp-2 text-sm break-words text-ink-soft">
        {sender !== undefined && (
          <>
            <bdi>{sender}</bdi>
            {': '}
          </>
        )}
        <bdi>
          {before}
          <mark className="rounded-sm bg-accent-soft font-medium text-accent-ink">{match}</mark>
          {after}
        </bdi>
      </span>
    </a>
  );
}
