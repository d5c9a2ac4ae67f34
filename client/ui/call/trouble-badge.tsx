// Why a member's connection is not good, on their tile. Used by tiles.
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { Tip } from '../parts/tip.tsx';
import { useTexts } from '../texts/language-store.ts';
import { SignalBars } from './signal-bars.tsx';

interface TroubleBadgeProps {
  readonly peer: PeerInfo;
  readonly own: boolean;
}

export function TroubleBadge({ peer: { nickname, trouble }, own }: TroubleBadgeProps) {
  const texts = useTexts();
  if (!trouble) return null;
  const { level, cause } = trouble;
  const sentence = own ? texts.call.ownTroubles[level][cause] : texts.call.troubles[level][cause](nickname);
  return (
    <Tip text={sentence} side="bottom">
      <span
        data-testid="line-trouble"
        data-level={level}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the sentence is read by pointing or by keys
        tabIndex={0}
        className="absolute top-1 left-1 grid animate-appear place-items-center rounded-md bg-warning-soft p-1 text-warning-ink @min-[14rem]:top-2 @min-[14rem]:left-2"
      >
        <SignalBars quality={level} className="size-3.5 @min-[14rem]:size-4.5" />
        <span className="sr-only">{sentence}</span>
      </span>
    </Tip>
  );
}
