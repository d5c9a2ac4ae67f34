// What a person sends and as what, in words: "Voice Speex", "Camera H.264". Used by their row in the people panel.
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { useTexts } from '../texts/language-store.ts';
import { codecName } from './write-statistics.ts';

/** In the order in which they are named; a muted one sends nothing. */
const order = ['microphone', 'camera', 'screen', 'screen-sound'] as const;

export function SentSources({ peer }: { readonly peer: PeerInfo }) {
  const texts = useTexts();
  const sent = peer.sources
    .filter(({ paused }) => !paused)
    .toSorted((left, right) => order.indexOf(left.source) - order.indexOf(right.source));
  if (sent.length === 0) return null;
  return (
    <ul
      data-testid="sent-sources"
      className="-mt-1 flex flex-wrap gap-x-3 pb-1 pl-11.5 text-xs leading-5 text-ink-soft"
    >
      {sent.map(({ producerId, source, codec }) => (
        <li key={producerId} className="whitespace-nowrap">
          {texts.statistics.sources[source]} <span className="text-ink">{codecName(codec, texts)}</span>
        </li>
      ))}
    </ul>
  );
}
