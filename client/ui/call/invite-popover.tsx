// Link and number to send to others, behind a button beside the room's number.
import { Popover } from '@base-ui/react/popover';
import { UserPlus } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { InviteSection } from './invite-section.tsx';

interface InvitePopoverProps {
  readonly number: string;
  readonly secret: string | undefined;
}

export function InvitePopover({ number, secret }: InvitePopoverProps) {
  const texts = useTexts();
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton icon={UserPlus} label={texts.invitation.title} />} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={10} align="start" collisionPadding={8} className="z-30">
          <Popover.Popup className="fading w-72 origin-(--transform-origin) rounded-xl border border-line bg-surface p-4 text-ink shadow-float outline-none">
            <Popover.Title className="font-semibold">{texts.invitation.title}</Popover.Title>
            <Popover.Description className="mb-4 text-sm text-ink-soft">
              {texts.invitation.hint}
            </Popover.Description>
            <InviteSection number={number} secret={secret} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
