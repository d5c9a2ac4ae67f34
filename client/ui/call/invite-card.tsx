// What a person alone in a call sees beside their own tile: number and link to send. Used by the stage.
import { useTexts } from '../texts/language-store.ts';
import { InviteSection } from './invite-section.tsx';

interface InviteCardProps {
  readonly number: string;
  readonly secret: string | undefined;
}

export function InviteCard({ number, secret }: InviteCardProps) {
  const texts = useTexts();
  return (
    <div className="grid size-full place-items-center overflow-y-auto rounded-tile border border-line bg-surface p-4 [container-type:size]">
      <div className="flex w-full max-w-xs flex-col items-center gap-1 text-center">
        <h2 className="text-lg font-semibold">{texts.invitation.alone}</h2>
        <p className="text-[0.9375rem] text-ink-soft">{texts.invitation.hint}</p>
        <p
          aria-hidden="true"
          className="my-3 text-4xl font-semibold tracking-[0.12em] tabular-nums @max-h-[14rem]:hidden"
        >
          {number}
        </p>
        <InviteSection number={number} secret={secret} />
      </div>
    </div>
  );
}
