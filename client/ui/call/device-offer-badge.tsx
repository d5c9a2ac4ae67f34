// Offers a device that was plugged in during the call. Used by stage-badges.
import { Cable, X } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function DeviceOfferBadge() {
  const texts = useTexts();
  const actions = useActions();
  const offer = useMeeting((state) => state.deviceOffers[0]);
  return (
    <output className="max-w-full">
      {offer && (
        <span className="pointer-events-auto flex animate-appear items-center gap-2 rounded-full border border-line bg-surface py-1 pr-1 pl-4 text-sm shadow-float">
          <Cable aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
          <span className="min-w-0 truncate">{texts.call.deviceOffers[offer.kind](offer.label)}</span>
          <Button
            look="quiet"
            className="h-9 shrink-0 rounded-full px-3 text-sm"
            onClick={() => void actions.answerDeviceOffer(true)}
          >
            {texts.call.useDevice}
          </Button>
          <IconButton
            icon={X}
            label={texts.call.ignoreDevice}
            look="soft"
            onClick={() => void actions.answerDeviceOffer(false)}
          />
        </span>
      )}
    </output>
  );
}
