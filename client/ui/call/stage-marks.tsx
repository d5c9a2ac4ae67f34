// What is to be said over the pictures, below each other and below the message. Used by the call.
import { AudioOnlyMark } from './audio-only-mark.tsx';
import { DeviceOfferMark } from './device-offer-mark.tsx';
import { HeldMark } from './held-mark.tsx';
import { HearMark } from './hear-mark.tsx';
import { MutedMark } from './muted-mark.tsx';
import { ReconnectingMark } from './reconnecting-mark.tsx';
import { VoiceMark } from './voice-mark.tsx';

export function StageMarks() {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-12 z-10 flex flex-col items-center gap-2 px-4 md:top-18">
      <ReconnectingMark />
      <HearMark />
      <MutedMark />
      <HeldMark />
      <VoiceMark />
      <AudioOnlyMark />
      <DeviceOfferMark />
    </div>
  );
}
