// The two buttons that copy link and number. Used by the invitation card, its popover and the people panel.
import { Link } from 'lucide-react';
import { CopyButton } from '../parts/copy-button.tsx';
import { writeInvitation } from '../../link/invitation.ts';
import { useTexts } from '../texts/language-store.ts';

interface InviteSectionProps {
  readonly number: string;
  readonly secret: string | undefined;
}

export function InviteSection({ number, secret }: InviteSectionProps) {
  const texts = useTexts();
  return (
    <div className="flex w-full flex-col gap-1.5">
      <CopyButton
        look="primary"
        icon={Link}
        label={texts.invitation.copyLink}
        text={writeInvitation(location.href, number, secret)}
      />
      <CopyButton label={texts.invitation.copyNumber} text={number} />
    </div>
  );
}
