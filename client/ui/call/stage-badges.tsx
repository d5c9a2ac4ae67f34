// What is to be said over the pictures, below each other and below the message. Used by the call.
import { AudioOnlyBadge } from './audio-only-badge.tsx';
import { DeviceOfferBadge } from './device-offer-badge.tsx';
import { HeldBadge } from './held-badge.tsx';
import { HearBadge } from './hear-badge.tsx';
import { MutedBadge } from './muted-badge.tsx';
import { ReconnectingBadge } from './reconnecting-badge.tsx';
import { VoiceBadge } from './voice-badge.tsx';

export function StageBadges() {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-12 z-10 flex flex-col items-center gap-2 px-4 md:top-18">
      <ReconnectingBadge />
      <HearBadge />
      <MutedBadge />
      <HeldBadge />
      <VoiceBadge />
      <AudioOnlyBadge />
      <DeviceOfferBadge />
    </div>
  );
}
